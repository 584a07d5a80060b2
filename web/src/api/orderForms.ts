import { useQuery } from '@tanstack/react-query'
import { answered, api } from './client'
import type { OrderForms } from './types'

/** What the values of an order are called: they change with its processes' versions only. */
export function useOrderForms(orderId: string | null): OrderForms | undefined {
  const { data } = useQuery({
    queryKey: ['order-forms', orderId],
    queryFn: () =>
      answered(api.GET('/api/v1/orders/{order_id}/forms', { params: { path: { order_id: orderId! } } })),
    enabled: orderId !== null,
    staleTime: 5 * 60_000,
  })
  return data
}
