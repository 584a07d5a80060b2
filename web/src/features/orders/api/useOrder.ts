import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useTopics } from '@/live/topics'

const EVENTS = 100

/** One order, kept live. */
export function useOrder(orderId: string) {
  useTopics(`order:${orderId}`)
  return useQuery({
    queryKey: ['order', orderId],
    queryFn: () => answered(api.GET('/api/v1/orders/{order_id}', { params: { path: { order_id: orderId } } })),
  })
}

/** What has happened to an order, oldest first, part by part. */
export function useHistory(orderId: string) {
  return useInfiniteQuery({
    queryKey: ['order', orderId, 'history'],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/orders/{order_id}/history', {
          params: { path: { order_id: orderId }, query: { after: pageParam, limit: EVENTS } },
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (part) => part.next ?? undefined,
  })
}

/** Where an order stood at a moment, from its history alone; null: now. */
export function useOrderState(orderId: string, at: string | null) {
  return useQuery({
    queryKey: ['order', orderId, 'state', at],
    queryFn: () =>
      answered(
        api.GET('/api/v1/orders/{order_id}/state', {
          params: { path: { order_id: orderId }, query: at === null ? {} : { at } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

/** The diagrams of an order's processes. */
export function useOrderDiagrams(orderId: string) {
  return useQuery({
    queryKey: ['order', orderId, 'diagram'],
    queryFn: () =>
      answered(api.GET('/api/v1/orders/{order_id}/diagram', { params: { path: { order_id: orderId } } })),
    staleTime: 60_000,
  })
}
