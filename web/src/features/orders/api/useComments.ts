import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

const PAGE = 50

interface Said {
  text: string
  people: string[]
  departments: string[]
}

/** The comments on an order, oldest first, with writing and editing. */
export function useComments(orderId: string) {
  return useInfiniteQuery({
    queryKey: ['order', orderId, 'comments'],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/orders/{order_id}/comments', {
          params: { path: { order_id: orderId }, query: { cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Writes a comment. */
export function useWriteComment(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Said) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/comments', {
          params: { path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}

/** Edits one's own comment. */
export function useEditComment(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ comment, ...body }: Said & { comment: string; revision: number }) =>
      answered(
        api.PUT('/api/v1/orders/{order_id}/comments/{comment_id}', {
          params: { path: { order_id: orderId, comment_id: comment } },
          body,
        }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}

/** People and departments whose name contains what was typed; undefined: nothing is asked. */
export function useMentionable(orderId: string, words: string | undefined) {
  return useQuery({
    queryKey: ['order', orderId, 'mentionable', words],
    enabled: words !== undefined,
    queryFn: () =>
      answered(
        api.GET('/api/v1/orders/{order_id}/mentionable', {
          params: { path: { order_id: orderId }, query: { words } },
        }),
      ),
    staleTime: 60_000,
  })
}
