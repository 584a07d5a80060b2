import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

interface Erasure {
  names: string[]
  reason: string
}

/** What those who look after an order do: stop its process, let it go on, cancel it; erase personal values. */
export function useOrderCare(orderId: string) {
  const stale = useStale()
  const onSettled = () => stale(['order', orderId], ['orders'])
  const params = (instance: string) => ({
    path: { instance_id: instance },
    header: { 'Idempotency-Key': newKey() },
  })
  return {
    suspend: useMutation({
      mutationFn: ({ instance, reason }: { instance: string; reason: string }) =>
        answered(
          api.POST('/api/v1/instances/{instance_id}/suspend', { params: params(instance), body: { reason } }),
        ),
      onSettled,
    }),
    resume: useMutation({
      mutationFn: (instance: string) =>
        answered(api.POST('/api/v1/instances/{instance_id}/resume', { params: params(instance) })),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: ({ instance, reason }: { instance: string; reason: string }) =>
        answered(
          api.POST('/api/v1/instances/{instance_id}/cancel', { params: params(instance), body: { reason } }),
        ),
      onSettled,
    }),
    erase: useMutation({
      mutationFn: (body: Erasure) =>
        answered(
          api.POST('/api/v1/orders/{order_id}/erasures', {
            params: { path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } },
            body,
          }),
        ),
      onSettled,
    }),
  }
}
