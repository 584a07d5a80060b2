import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

/** Orders in work that may be the same event as this one. */
export function useMergeCandidates(orderId: string) {
  return useQuery({
    queryKey: ['order', orderId, 'merge-candidates'],
    queryFn: () =>
      answered(api.GET('/api/v1/orders/{order_id}/merge-candidates', { params: { path: { order_id: orderId } } })),
  })
}

/** `named` is what each order is called when its result is shown. */
export interface MergeWish {
  orders: string[]
  confirmed: boolean
  named: Record<string, string>
}

/** Merging several orders into this one, with a result for each. */
export function useMergeMany(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ orders, confirmed }: MergeWish) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/merged', {
          params: { path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } },
          body: { orders, confirmed },
        }),
      ),
    onSettled: () => stale(['order'], ['orders'], ['inbox']),
  })
}
