import { useInfiniteQuery } from '@tanstack/react-query'
import { answered, api } from './client'
import { useTopics } from '@/live/topics'
import type { WordingWish } from './types'

const PAGE = 50

/** Wording for emergencies, what was changed last first; whoever reads it hears of a change at once. */
export function useWording(wish: WordingWish) {
  useTopics('wording')
  return useInfiniteQuery({
    queryKey: ['wording', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/wording', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
