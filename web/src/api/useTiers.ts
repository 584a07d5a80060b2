import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'

/** The tiers at or below one's own. */
export function useTiers() {
  return useQuery({
    queryKey: ['tiers'],
    queryFn: () => answered(api.GET('/api/v1/tiers')),
    staleTime: 5 * 60_000,
  })
}
