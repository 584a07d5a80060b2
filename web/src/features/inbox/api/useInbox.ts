import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { InboxWish } from '@/api/types'
import { useTopics } from '@/live/topics'

const PAGE = 50
/** Somebody who has gone further down reads on in peace: a change is announced, not read into the list. */
const PAGES_KEPT_FRESH = 4
/** What becomes late does so by the time alone, and of others' tasks (below one, or of watched orders) nothing is told. */
const LOOK_AGAIN_MS = 30_000
const OF_OTHERS = new Set(['subordinates', 'watched'])

/** The key of an inbox's lines. */
export const linesKey = (wish: InboxWish) => ['inbox', 'lines', wish] as const

/** The inbox, page by page; its first pages are read anew when something in it changes. */
export function useInbox(wish: InboxWish) {
  useTopics('inbox')
  const isByTime = wish.overdue === true || wish.soon === true || OF_OTHERS.has(wish.scope ?? '')
  return useInfiniteQuery({
    queryKey: linesKey(wish),
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/inbox', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // What is static is marked as outdated by a change, but not read anew.
    refetchInterval: (query) => isByTime && (query.state.data?.pages.length ?? 0) <= PAGES_KEPT_FRESH && LOOK_AGAIN_MS,
    staleTime: (query) => ((query.state.data?.pages.length ?? 0) > PAGES_KEPT_FRESH ? 'static' : 0),
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
