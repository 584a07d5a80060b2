import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { CallsWish } from '@/api/types'
import { useTopics } from '@/live/topics'

const PAGE = 30

/** Calls, newest first, page by page. */
export function useCalls(wish: CallsWish) {
  useTopics('calls')
  return useInfiniteQuery({
    queryKey: ['calls', 'list', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/calls', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** One call, kept live. */
export function useCall(callId: string) {
  useTopics(`call:${callId}`)
  return useQuery({
    queryKey: ['call', callId],
    queryFn: () => answered(api.GET('/api/v1/calls/{call_id}', { params: { path: { call_id: callId } } })),
  })
}
