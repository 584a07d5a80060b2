import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

/** What callers hear first: now, when it is switched on, and what was. */
export function useAnnouncements() {
  return useQuery({
    queryKey: ['announcements'],
    queryFn: () => answered(api.GET('/api/v1/announcements')),
  })
}

/** What is done with announcements. */
export function useAnnouncing() {
  const stale = useStale()
  const onSettled = () => stale(['announcements'])
  return {
    write: useMutation({
      mutationFn: (body: { tier_id: string; text: string }) =>
        answered(
          api.POST('/api/v1/announcements', { params: { header: { 'Idempotency-Key': newKey() } }, body }),
        ),
      onSettled,
    }),
    turn: useMutation({
      mutationFn: ({ id, on }: { id: string; on: boolean }) =>
        answered(
          api.PUT('/api/v1/announcements/{announcement_id}', {
            params: { path: { announcement_id: id } },
            body: { on },
          }),
        ),
      onSettled,
    }),
  }
}
