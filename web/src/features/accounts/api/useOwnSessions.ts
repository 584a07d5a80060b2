import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'

/** One's own sessions. */
export function useOwnSessions() {
  return useQuery({ queryKey: ['own-sessions'], queryFn: () => answered(api.GET('/api/v1/session/mine')) })
}

/** Ends one of one's own sessions. */
export function useEndSession() {
  const stale = useStale()
  return useMutation({
    mutationFn: (session: string) =>
      answered(api.DELETE('/api/v1/session/mine/{session}', { params: { path: { session } } })),
    onSuccess: () => stale(['own-sessions']),
  })
}
