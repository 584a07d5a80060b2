import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { NoticesWish } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const KEY = ['notifications'] as const
const PAGE = 30

/** Notices of one's own and one's departments, newest first, page by page; the unread ones when nothing is said. */
export function useNotices(wish: NoticesWish = {}) {
  useTopics('notifications')
  return useInfiniteQuery({
    queryKey: [...KEY, wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/notifications', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Marks a notice as read, for oneself. */
export function useReadNotice() {
  const stale = useStale()
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        api.POST('/api/v1/notifications/{notification_id}/read', {
          params: { path: { notification_id: id }, header: { 'Idempotency-Key': newKey() } },
        }),
      ),
    onSettled: () => stale(KEY),
  })
}

/** Marks everything as read that is there now. */
export function useReadAll() {
  const stale = useStale()
  return useMutation({
    mutationFn: () =>
      answered(api.POST('/api/v1/notifications/read', { params: { header: { 'Idempotency-Key': newKey() } } })),
    onSettled: () => stale(KEY),
  })
}
