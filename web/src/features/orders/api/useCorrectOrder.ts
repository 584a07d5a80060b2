import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

type Correction = components['schemas']['CorrectionBody']

/** Corrects what was taken down at intake; tasks and limits may follow, so that lists are read again. */
export function useCorrectOrder(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Correction) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/correct', {
          params: { path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}
