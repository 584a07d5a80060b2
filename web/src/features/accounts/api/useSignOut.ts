import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, keepCsrf } from '@/api/client'
import { sessionQuery } from '@/api/session'

/** Signs out: the session ends at once, and nothing of it stays in this browser. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/session')),
    onSuccess: () => {
      keepCsrf(null)
      client.setQueryData(sessionQuery.queryKey, null)
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
    },
  })
}
