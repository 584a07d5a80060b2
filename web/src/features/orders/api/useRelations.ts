import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { orderOfNumber } from '@/api/orderOfNumber'
import type { LinkKind } from '@/api/types'
import { useStale } from '@/api/useStale'

/** Merging, linking and telling of one order. */
export function useRelations(orderId: string) {
  const stale = useStale()
  const onSettled = () => stale(['order'])
  const params = () => ({ path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } })
  return {
    merge: useMutation({
      mutationFn: async ({ number, confirmed }: { number: string; confirmed: boolean }) => {
        const main_id = await orderOfNumber(number)
        return answered(api.POST('/api/v1/orders/{order_id}/merge', { params: params(), body: { main_id, confirmed } }))
      },
      onSettled,
    }),
    unmerge: useMutation({
      mutationFn: (reason: string) =>
        answered(api.POST('/api/v1/orders/{order_id}/unmerge', { params: params(), body: { reason } })),
      onSettled,
    }),
    link: useMutation({
      mutationFn: async ({ number, kind }: { number: string; kind: LinkKind }) => {
        const linked_id = await orderOfNumber(number)
        return answered(api.POST('/api/v1/orders/{order_id}/links', { params: params(), body: { linked_id, kind } }))
      },
      onSettled,
    }),
    unlink: useMutation({
      mutationFn: (body: { linked_id: string; kind: LinkKind }) =>
        answered(api.POST('/api/v1/orders/{order_id}/links/remove', { params: params(), body })),
      onSettled,
    }),
    reopen: useMutation({
      mutationFn: (reason: string) =>
        answered(api.POST('/api/v1/orders/{order_id}/reopen', { params: params(), body: { reason } })),
      onSettled,
    }),
    tellEstimate: useMutation({
      mutationFn: async (expected_at: string) => {
        const header = { 'Idempotency-Key': newKey() }
        const body = { orders: [orderId], expected_at }
        return answered(api.POST('/api/v1/orders/estimates', { params: { header }, body }))
      },
      onSettled,
    }),
  }
}
