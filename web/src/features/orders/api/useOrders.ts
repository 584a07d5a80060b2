import { useInfiniteQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { OrdersWish } from '@/api/types'

const PAGE = 50
/** No topic tells of every order that one may see, so the list looks again by itself. */
const AGAIN_MS = 30_000

/** Orders, page by page. */
export function useOrders(wish: OrdersWish) {
  return useInfiniteQuery({
    queryKey: ['orders', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/orders', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: AGAIN_MS,
  })
}
