import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { entered, sessionQuery } from '@/api/session'

interface Credentials {
  username: string
  password: string
}

/** Signs in; what another person saw before is forgotten. */
export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Credentials) => answered(api.POST('/api/v1/session', { body })),
    onSuccess: (session) => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, entered(session))
    },
  })
}
