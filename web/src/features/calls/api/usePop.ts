import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { orderOfNumber } from '@/api/orderOfNumber'
import { useStale } from '@/api/useStale'

/** Makes sure who the caller is; null: it is open again. */
export function useConfirm() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ call, premise }: { call: string; premise: string | null }) =>
      answered(
        api.POST('/api/v1/calls/{call_id}/confirm', {
          params: { path: { call_id: call } },
          body: { premise_id: premise },
        }),
      ),
    onSettled: (_answer, _problem, { call }) => stale(['call', call], ['calls', 'mine']),
  })
}

interface Link {
  call: string
  /** An order's id, or its number as it is read out. */
  order: { id: string } | { number: string }
}

/** Lets a call stand in the history of an order, without urging it. */
export function useLink() {
  const stale = useStale()
  return useMutation({
    mutationFn: async ({ call, order }: Link) =>
      answered(
        api.POST('/api/v1/calls/{call_id}/orders', {
          params: { path: { call_id: call } },
          body: { order_id: 'id' in order ? order.id : await orderOfNumber(order.number) },
        }),
      ),
    onSuccess: ({ order }, { call }) => stale(['order', order], ['call', call], ['calls', 'mine']),
  })
}
