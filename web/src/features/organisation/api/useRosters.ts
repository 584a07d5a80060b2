import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components, operations } from '@/api/schema'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const PAGE = 50
type Bodies = components['schemas']
export type ShiftsWish = NonNullable<operations['listShifts']['parameters']['query']>

/** Shifts, page by page. */
export function useShifts(wish: ShiftsWish) {
  useTopics('rosters')
  return useInfiniteQuery({
    queryKey: ['rosters', 'shifts', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/rosters/shifts', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Who is on duty now. */
export function useOnDuty(departmentId: string | undefined) {
  return useQuery({
    queryKey: ['rosters', 'on-duty', departmentId],
    queryFn: () => answered(api.GET('/api/v1/rosters/on-duty', { params: { query: { department_id: departmentId } } })),
    refetchInterval: 60_000,
  })
}

/** The hand-over log, the newest first. */
export function useHandOvers(departmentId: string | undefined) {
  useTopics('rosters')
  return useInfiniteQuery({
    queryKey: ['rosters', 'hand-overs', departmentId],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/rosters/hand-overs', {
          params: { query: { department_id: departmentId, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Plans and cancels shifts, hands over and takes over. */
export function useRosterCommands() {
  const stale = useStale()
  const onSuccess = () => stale(['rosters'])
  const header = () => ({ 'Idempotency-Key': newKey() })
  return {
    plan: useMutation({
      mutationFn: (body: Bodies['PlanShiftBody']) =>
        answered(api.POST('/api/v1/rosters/shifts', { params: { header: header() }, body })),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ id, ...body }: Bodies['ChangeShiftBody'] & { id: string }) =>
        answered(api.PUT('/api/v1/rosters/shifts/{shift_id}', { params: { path: { shift_id: id } }, body })),
      onSuccess,
    }),
    cancel: useMutation({
      mutationFn: ({ id, revision }: { id: string; revision: number }) =>
        answered(
          api.PUT('/api/v1/rosters/shifts/{shift_id}', {
            params: { path: { shift_id: id } },
            body: { cancel: true, revision },
          }),
        ),
      onSuccess,
    }),
    handOver: useMutation({
      mutationFn: ({ id, ...body }: Bodies['WriteHandOverBody'] & { id: string }) =>
        answered(
          api.POST('/api/v1/rosters/shifts/{shift_id}/hand-over', {
            params: { path: { shift_id: id }, header: header() },
            body,
          }),
        ),
      onSuccess,
    }),
    receive: useMutation({
      mutationFn: (id: string) =>
        answered(
          api.POST('/api/v1/rosters/hand-overs/{hand_over_id}/receive', {
            params: { path: { hand_over_id: id }, header: header() },
          }),
        ),
      onSuccess,
    }),
  }
}
