import { useInfiniteQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { ChangesWish } from '@/api/types'

const PAGE = 50

/** What was changed in the administration, page by page. */
export function useChanges(wish: ChangesWish) {
  return useInfiniteQuery({
    queryKey: ['administration', 'changes', wish],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/administration/changes', {
          params: { query: { ...wish, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
