import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'

/** Changes one's own password; other sessions end. */
export function useChangePassword() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: { current: string; password: string }) => answered(api.POST('/api/v1/session/password', { body })),
    onSuccess: () => stale(['own-sessions']),
  })
}
