import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

export type PublicAnswerShown = components['schemas']['PublicAnswer']

/** What the customer reads who asks for the order. */
export function usePublicAnswer(orderId: string) {
  return useQuery({
    queryKey: ['order', orderId, 'public-answer'],
    queryFn: () =>
      answered(api.GET('/api/v1/orders/{order_id}/public-answer', { params: { path: { order_id: orderId } } })),
  })
}

/** Writes it, or withdraws it with an empty text. */
export function useWritePublicAnswer(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: components['schemas']['PublicAnswerBody']) =>
      answered(
        api.PUT('/api/v1/orders/{order_id}/public-answer', { params: { path: { order_id: orderId } }, body }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}
