import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** What this release executes. It changes with the release only. */
export function useExecuted() {
  return useQuery({
    queryKey: ['executed'],
    queryFn: () => answered(api.GET('/api/v1/executed')),
    staleTime: Infinity,
  }).data
}
