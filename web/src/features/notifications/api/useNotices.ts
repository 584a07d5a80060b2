import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

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
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) {
        await answered(
          api.POST('/api/v1/notifications/{notification_id}/read', { params: { path: { notification_id: id } } }),
        )
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
}
