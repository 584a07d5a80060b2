import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

/** What is asked: which change, of what, with whom or where it goes on. */
export interface Reorganising {
  kind: 'close' | 'move' | 'leave' | 'area' | 'place' | 'tierMove' | 'tierClose'
  id: string
  revision: number
  /** The person's place that ends. */
  place?: string
  /** The department that goes on with the tasks, or the tier to which something moves. */
  target?: string
  reason?: string
  dryRun: boolean
}

/** What it leads to; of a tier how many tiers and departments are concerned. */
interface Told {
  orders: number
  released: number
  moves: { from_name: string; to_name: string | null; tasks: number }[]
  tiers?: number
  departments?: number
}

function send({ kind, id, revision, place, target, reason, dryRun }: Reorganising): Promise<Told> {
  const header = { 'Idempotency-Key': newKey() }
  const common = { dry_run: dryRun, revision, ...(reason ? { reason } : {}) }
  const moved = { ...common, tier_id: target ?? '' }
  switch (kind) {
    case 'close':
      return answered(
        api.POST('/api/v1/organisation/departments/{department_id}/close', {
          params: { path: { department_id: id }, header },
          body: target === undefined ? common : { ...common, successor_id: target },
        }),
      )
    case 'move':
      return answered(
        api.POST('/api/v1/organisation/departments/{department_id}/move', {
          params: { path: { department_id: id }, header },
          body: moved,
        }),
      )
    case 'leave':
      return answered(
        api.POST('/api/v1/organisation/people/{person_id}/leave', { params: { path: { person_id: id }, header }, body: common }),
      )
    case 'place':
      return answered(
        api.POST('/api/v1/organisation/people/{person_id}/places/{membership_id}/end', {
          params: { path: { person_id: id, membership_id: place ?? '' }, header },
          body: { dry_run: dryRun, ...(reason ? { reason } : {}) },
        }),
      ).then(({ released }) => ({ released, orders: 0, moves: [] }))
    case 'tierMove':
      return answered(
        api.POST('/api/v1/organisation/tiers/{tier_id}/move', {
          params: { path: { tier_id: id }, header },
          body: { ...common, parent_id: target ?? '' },
        }),
      ).then(({ tiers, departments }) => ({ tiers, departments, released: 0, orders: 0, moves: [] }))
    case 'tierClose':
      return answered(
        api.POST('/api/v1/organisation/tiers/{tier_id}/close', { params: { path: { tier_id: id }, header }, body: common }),
      ).then(({ tiers, departments }) => ({ tiers, departments, released: 0, orders: 0, moves: [] }))
    case 'area':
      return answered(
        api.POST('/api/v1/organisation/territories/{territory_id}/move', {
          params: { path: { territory_id: id }, header },
          body: moved,
        }),
      )
  }
}

/** Tells what a reorganisation would do, or does it. */
export function useReorganise() {
  const stale = useStale()
  return useMutation({
    mutationFn: send,
    onSuccess: (_, { dryRun }) => {
      if (!dryRun) stale(['organisation'], ['administration'], ['tiers'])
    },
  })
}

/** Reorganisations and how far each is, the newest first; while one runs it is asked again. */
export function useReorganisations() {
  return useInfiniteQuery({
    queryKey: ['organisation', 'reorganisations'],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/organisation/reorganisations', { params: { query: { cursor: pageParam, limit: 20 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.state === 'running')) ? 5_000 : false,
  })
}
