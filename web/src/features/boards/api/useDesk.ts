import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { WordingBody } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

/** The shift leader's desk, kept live; rosters change with the time alone. */
export function useDesk() {
  useTopics('board', 'rosters')
  return useQuery({
    queryKey: ['inbox', 'desk'],
    queryFn: () => answered(api.GET('/api/v1/desk')),
    refetchInterval: 60_000,
  })
}

/** Signs that one has taken over. */
export function useReceive() {
  const stale = useStale()
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        api.POST('/api/v1/rosters/hand-overs/{hand_over_id}/receive', {
          params: { path: { hand_over_id: id }, header: { 'Idempotency-Key': newKey() } },
        }),
      ),
    onSettled: () => stale(['inbox', 'desk'], ['rosters']),
  })
}

/** Writes, changes and withdraws wording for emergencies. */
export function useWordingCommands() {
  const stale = useStale()
  const onSettled = () => stale(['wording'])
  const header = () => ({ 'Idempotency-Key': newKey() })
  return {
    write: useMutation({
      mutationFn: (body: WordingBody) => answered(api.POST('/api/v1/wording', { params: { header: header() }, body })),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, revision, body }: { id: string; revision: number; body: WordingBody }) =>
        answered(
          api.PUT('/api/v1/wording/{wording_id}', {
            params: { path: { wording_id: id } },
            body: { ...body, revision },
          }),
        ),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: ({ id, reason }: { id: string; reason: string }) =>
        answered(
          api.POST('/api/v1/wording/{wording_id}/withdraw', {
            params: { path: { wording_id: id }, header: header() },
            body: { reason },
          }),
        ),
      onSettled,
    }),
  }
}
