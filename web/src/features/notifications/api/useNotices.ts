import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'

const KEY = ['notifications'] as const

/** Unread notices of one's own and one's departments, newest first, page by page. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/notifications', { params: { query: { cursor: pageParam, limit: 20 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Marks notices as read; a department's notice is read for all of it. */
export function useReadNotices() {
  const stale = useStale()
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) {
        await answered(
          api.POST('/api/v1/notifications/{notification_id}/read', { params: { path: { notification_id: id } } }),
        )
      }
    },
    onSettled: () => stale(KEY),
  })
}
