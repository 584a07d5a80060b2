import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'

/** Premises that fit what was typed. */
export function usePremises(search: string) {
  return useQuery({
    queryKey: ['premises', search],
    queryFn: () => answered(api.GET('/api/v1/premises', { params: { query: { search, limit: 20 } } })),
    enabled: search !== '',
  })
}
