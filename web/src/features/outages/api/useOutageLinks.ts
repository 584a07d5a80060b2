import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { orderOfNumber } from '@/api/orderOfNumber'
import { useStale } from '@/api/useStale'

/** Saying of an order that the outage explains it, and taking that back. */
export function useOutageLinks(outage_id: string) {
  const stale = useStale()
  const onSettled = () => stale(['outage'], ['order'])
  const params = (order_id: string) => ({ path: { order_id }, header: { 'Idempotency-Key': newKey() } })
  return {
    link: useMutation({
      mutationFn: async (number: string) => {
        const order = await orderOfNumber(number.replace(/[\s-]/g, ''))
        return answered(
          api.POST('/api/v1/orders/{order_id}/outage', { params: params(order), body: { outage_id } }),
        )
      },
      onSettled,
    }),
    unlink: useMutation({
      mutationFn: (order: string) =>
        answered(
          api.POST('/api/v1/orders/{order_id}/outage/remove', { params: params(order), body: { outage_id } }),
        ),
      onSettled,
    }),
  }
}
