import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'

/** Watching an order by one's own wish, or no longer. */
export function useWatch(orderId: string) {
  const stale = useStale()
  const params = { path: { order_id: orderId } }
  return useMutation({
    mutationFn: (wanted: boolean) =>
      wanted
        ? answered(api.PUT('/api/v1/orders/{order_id}/watch', { params }))
        : answered(api.DELETE('/api/v1/orders/{order_id}/watch', { params })),
    onSettled: () => stale(['order', orderId], ['inbox']),
  })
}
