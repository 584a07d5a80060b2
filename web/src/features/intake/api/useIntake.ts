import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'
import type { Category, OpenOrderBody } from '@/api/types'

/** The form with which an order of a category begins. */
export function useIntake(category: Category) {
  return useQuery({
    queryKey: ['packages', 'intake', category],
    queryFn: () => answered(api.GET('/api/v1/orders/intake', { params: { query: { category } } })),
  })
}

/** The call in which the order is told. */
export function useIntakeCall(callId: string | undefined) {
  return useQuery({
    queryKey: ['call', callId],
    queryFn: () => answered(api.GET('/api/v1/calls/{call_id}', { params: { path: { call_id: callId! } } })),
    enabled: callId !== undefined,
  })
}

interface Opening {
  body: OpenOrderBody
  /** Sent twice under one key, one order is opened. */
  key: string
}

/** Opens an order. */
export function useOpenOrder() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ body, key }: Opening) =>
      answered(api.POST('/api/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: (_answer, { body }) => stale(['orders'], ['call', body.call_id], ['calls', 'mine'], ['intake-hints']),
  })
}
