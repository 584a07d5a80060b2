import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { InboxWish } from '@/api/types'
import { useTopics } from '@/live/topics'

const PAGE = 50

/** The inbox, page by page; it is read anew when something in it changes. */
export function useInbox(wish: InboxWish) {
  useTopics('inbox')
  return useInfiniteQuery({
    queryKey: ['inbox', 'lines', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/inbox', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** How many lines there are, as it is shown beside the inbox's name; undefined: none, or not known yet. */
export function useInboxCount(): string | undefined {
  useTopics('inbox')
  const { data } = useQuery({
    queryKey: ['inbox', 'count'],
    queryFn: () => answered(api.GET('/api/v1/inbox', { params: { query: { limit: 1 } } })),
  })
  if (data === undefined || data.count === 0) return undefined
  return data.count > 99 ? '99+' : String(data.count)
}
