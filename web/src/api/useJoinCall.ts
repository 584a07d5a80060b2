import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from './client'
import { useStale } from './useStale'

interface Join {
  order: string
  call: string | null
}

/** Joins a repeated call to an open order: it counts as an urge, and no second order is opened. */
export function useJoinCall() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ order, call }: Join) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/join-call', {
          params: { path: { order_id: order }, header: { 'Idempotency-Key': newKey() } },
          body: { call_id: call },
        }),
      ),
    onSettled: (_answer, _problem, { order, call }) => stale(['order', order], ['call', call], ['calls', 'mine']),
  })
}
