import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

/** A county's board, kept live. */
export function useBoard(tier: string | undefined) {
  useTopics('board')
  return useQuery({
    queryKey: ['inbox', 'board', tier],
    queryFn: () => answered(api.GET('/api/v1/boards/dispatch', { params: { query: { tier } } })),
  })
}

/** The outages of a county that go on. */
export function useOutagesNow(tier: string | undefined) {
  useTopics('outages')
  return useQuery({
    queryKey: ['outage', 'board', tier],
    queryFn: () =>
      answered(api.GET('/api/v1/outages', { params: { query: { tier, going_on: true, sort: 'starts', limit: 50 } } })),
    enabled: tier !== undefined,
  })
}

/** What is done to several orders at once. */
export function useBoardCommands() {
  const stale = useStale()
  const onSettled = () => stale(['inbox'], ['order'], ['orders'])
  return {
    merge: useMutation({
      mutationFn: ({ main, orders, confirmed }: { main: string; orders: string[]; confirmed: boolean }) =>
        answered(
          api.POST('/api/v1/orders/{order_id}/merged', {
            params: { path: { order_id: main }, header: { 'Idempotency-Key': newKey() } },
            body: { orders, confirmed },
          }),
        ),
      onSettled,
    }),
    estimate: useMutation({
      mutationFn: ({ orders, expected_at }: { orders: string[]; expected_at: string }) =>
        answered(
          api.POST('/api/v1/orders/estimates', {
            params: { header: { 'Idempotency-Key': newKey() } },
            body: { orders, expected_at },
          }),
        ),
      onSettled,
    }),
  }
}
