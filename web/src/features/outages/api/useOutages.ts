import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { ChangeOutage, OpenOutage, OutagesWish } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const PAGE = 50

/** Outages, page by page, kept live. */
export function useOutages(wish: OutagesWish) {
  useTopics('outages')
  return useInfiniteQuery({
    queryKey: ['outage', 'list', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/outages', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** One outage with the orders that it explains, kept live. */
export function useOutage(outageId: string) {
  useTopics('outages')
  return useQuery({
    queryKey: ['outage', outageId],
    queryFn: () =>
      answered(api.GET('/api/v1/outages/{outage_id}', { params: { path: { outage_id: outageId } } })),
  })
}

/** What has happened to an outage. */
export function useOutageHistory(outageId: string) {
  return useQuery({
    queryKey: ['outage', outageId, 'history'],
    queryFn: () =>
      answered(api.GET('/api/v1/outages/{outage_id}/history', { params: { path: { outage_id: outageId } } })),
  })
}

/** Recording an outage. */
export function useOpenOutage() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: OpenOutage) =>
      answered(api.POST('/api/v1/outages', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSettled: () => stale(['outage'], ['order']),
  })
}

/** What can be done to an outage that goes on. */
export function useOutageCommands(outageId: string, revision: number) {
  const stale = useStale()
  const onSettled = () => stale(['outage'], ['order'])
  const params = () => ({ path: { outage_id: outageId }, header: { 'Idempotency-Key': newKey() } })
  return {
    change: useMutation({
      mutationFn: (changes: Omit<ChangeOutage, 'revision'>) =>
        answered(
          api.POST('/api/v1/outages/{outage_id}/change', { params: params(), body: { revision, ...changes } }),
        ),
      onSettled,
    }),
    restore: useMutation({
      mutationFn: () =>
        answered(api.POST('/api/v1/outages/{outage_id}/restore', { params: params(), body: { revision } })),
      onSettled,
    }),
    cancel: useMutation({
      mutationFn: (reason: string) =>
        answered(api.POST('/api/v1/outages/{outage_id}/cancel', { params: params(), body: { revision, reason } })),
      onSettled,
    }),
  }
}
