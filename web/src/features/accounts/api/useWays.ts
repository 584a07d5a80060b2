import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** How one can sign in here. */
export function useWays() {
  return useQuery({
    queryKey: ['ways-to-sign-in'],
    queryFn: () => answered(api.GET('/api/v1/session/ways')),
    staleTime: Infinity,
  })
}
