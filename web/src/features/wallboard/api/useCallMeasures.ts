import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { CallMeasuresWish } from '@/api/types'

/** How callers were served in a period. */
export function useCallMeasures(wish: CallMeasuresWish) {
  return useQuery({
    queryKey: ['call-measures', wish],
    queryFn: () => answered(api.GET('/api/v1/call-measures', { params: { query: wish } })),
  })
}
