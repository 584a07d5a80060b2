import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { DoNotCallBody, DoNotCallWish } from '@/api/types'
import { useStale } from '@/api/useStale'

const PAGE = 50
const header = () => ({ 'Idempotency-Key': newKey() })

/** The numbers that nobody calls. */
export function useDoNotCall(wish: DoNotCallWish) {
  return useInfiniteQuery({
    queryKey: ['do-not-call', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/do-not-call', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Entering a number, and taking one out. */
export function useDoNotCallCommands() {
  const stale = useStale()
  const onSettled = () => stale(['do-not-call'])
  return {
    enter: useMutation({
      mutationFn: (body: DoNotCallBody) =>
        answered(api.POST('/api/v1/do-not-call', { params: { header: header() }, body })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: ({ row, reason }: { row: string; reason: string }) =>
        answered(
          api.POST('/api/v1/do-not-call/{row_id}/remove', {
            params: { path: { row_id: row }, header: header() },
            body: { reason },
          }),
        ),
      onSettled,
    }),
  }
}
