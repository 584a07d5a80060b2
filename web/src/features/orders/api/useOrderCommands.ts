import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'
import type { HoldReason } from '@/api/types'

interface Hold {
  reason: HoldReason
  until: string
  /** What the approver should know. */
  note?: string
}

interface Appointment {
  at: string
  reason: string
}

/** What can be done to an order, and asked of its process. */
export function useOrderCommands(orderId: string) {
  const stale = useStale()
  const onSettled = () => stale(['order', orderId])
  const params = () => ({ path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } })
  return {
    hold: useMutation({
      mutationFn: ({ reason, until }: Hold) =>
        answered(api.POST('/api/v1/orders/{order_id}/hold', { params: params(), body: { reason, until } })),
      onSettled,
    }),
    release: useMutation({
      mutationFn: () => answered(api.POST('/api/v1/orders/{order_id}/release', { params: params() })),
      onSettled,
    }),
    requestHold: useMutation({
      mutationFn: (body: Hold) =>
        answered(api.POST('/api/v1/orders/{order_id}/hold-request', { params: params(), body })),
      onSettled,
    }),
    requestRelease: useMutation({
      mutationFn: (reason: string) =>
        answered(api.POST('/api/v1/orders/{order_id}/release-request', { params: params(), body: { reason } })),
      onSettled,
    }),
    requestAppointment: useMutation({
      mutationFn: (body: Appointment) =>
        answered(api.POST('/api/v1/orders/{order_id}/appointment-request', { params: params(), body })),
      onSettled,
    }),
    requestCancel: useMutation({
      mutationFn: (reason: string) =>
        answered(api.POST('/api/v1/orders/{order_id}/cancel-request', { params: params(), body: { reason } })),
      onSettled,
    }),
  }
}
