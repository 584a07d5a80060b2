import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

type Schemas = components['schemas']
export type HoldRequest = Schemas['HoldRequest']

const PAGE = 25

/** Holds that wait for their approver, or that were judged. */
export function useHoldRequests(open: boolean) {
  useTopics('supervisions')
  return useInfiniteQuery({
    queryKey: ['supervisions', 'holds', open],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/hold-requests', { params: { query: { open, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Approves or refuses a hold, or takes the request back. */
export function useHoldCommands(id: string) {
  const stale = useStale()
  const onSettled = () => stale(['supervisions'], ['order'])
  const params = () => ({ path: { request_id: id }, header: { 'Idempotency-Key': newKey() } })
  return {
    judge: useMutation({
      mutationFn: (body: Schemas['JudgeHoldBody']) =>
        answered(api.POST('/api/v1/hold-requests/{request_id}/judge', { params: params(), body })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (revision: number) =>
        answered(
          api.POST('/api/v1/hold-requests/{request_id}/withdraw', { params: params(), body: { revision } }),
        ),
      onSettled,
    }),
  }
}
