import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { FlagsWish } from '@/api/types'
import { useStale } from '@/api/useStale'

const PAGE = 50

/** Flags on callers, the newest first. */
export function useFlags(wish: FlagsWish) {
  return useInfiniteQuery({
    queryKey: ['caller-flags', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/caller-flags', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

interface NewFlag {
  caller_number: string
  kind: 'sensitive' | 'nuisance'
  reason: string
  until?: string | null
}

/** Flagging a number, and ending a flag. */
export function useFlagCommands() {
  const stale = useStale()
  const onSettled = () => stale(['caller-flags'], ['intake-hints'], ['inbox', 'desk'])
  const header = () => ({ 'Idempotency-Key': newKey() })
  return {
    flag: useMutation({
      mutationFn: (body: NewFlag) => answered(api.POST('/api/v1/caller-flags', { params: { header: header() }, body })),
      onSettled,
    }),
    end: useMutation({
      mutationFn: ({ flag, reason }: { flag: string; reason: string }) =>
        answered(
          api.POST('/api/v1/caller-flags/{flag_id}/end', {
            params: { path: { flag_id: flag }, header: header() },
            body: { reason },
          }),
        ),
      onSettled,
    }),
  }
}
