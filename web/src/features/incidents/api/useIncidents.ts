import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { IncidentBulk, IncidentBulkResult, IncidentsWish } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const PAGE = 30

/** Incidents, newest first, page by page. */
export function useIncidents(wish: IncidentsWish) {
  useTopics('incidents')
  return useInfiniteQuery({
    queryKey: ['incidents', 'list', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/incidents', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** How many incidents are open, as it is shown beside their name; undefined: none. */
export function useOpenIncidents(enabled: boolean): string | undefined {
  useTopics(...(enabled ? ['incidents'] : []))
  const { data } = useQuery({
    queryKey: ['incidents', 'count'],
    queryFn: () => answered(api.GET('/api/v1/incidents', { params: { query: { limit: 1 } } })),
    enabled,
  })
  if (data === undefined || data.count === 0) return undefined
  return data.count > 99 ? '99+' : String(data.count)
}

/** Mends an incident: applies what failed again, settles what nobody knew, or gives a stuck task back. */
export function useMend(incidentId: string) {
  const stale = useStale()
  const onSettled = () => stale(['incidents'])
  const params = () => ({ path: { incident_id: incidentId }, header: { 'Idempotency-Key': newKey() } })
  return {
    retry: useMutation({
      mutationFn: () => answered(api.POST('/api/v1/incidents/{incident_id}/retry', { params: params() })),
      onSettled,
    }),
    settle: useMutation({
      mutationFn: (happened: boolean) =>
        answered(
          api.POST('/api/v1/incidents/{incident_id}/settle', { params: params(), body: { happened } }),
        ),
      onSettled,
    }),
    reopen: useMutation({
      mutationFn: () => answered(api.POST('/api/v1/incidents/{incident_id}/reopen-task', { params: params() })),
      onSettled,
    }),
  }
}

/** The API takes so many at once. */
const MOST = 100

interface Many {
  operation: IncidentBulk['operation']
  incidents: readonly string[]
  /** What each is called in the results: it leaves the list when it is mended. */
  named: Readonly<Record<string, string>>
}

/** Mends many incidents; each is answered by itself. */
export function useMendMany() {
  const stale = useStale()
  return useMutation({
    mutationFn: async ({ operation, incidents }: Many) => {
      const results: IncidentBulkResult[] = []
      for (let from = 0; from < incidents.length; from += MOST) {
        const body = { operation, incidents: incidents.slice(from, from + MOST) }
        const params = { header: { 'Idempotency-Key': newKey() } }
        results.push(...(await answered(api.POST('/api/v1/incidents/bulk', { params, body }))).items)
      }
      return results
    },
    onSettled: () => stale(['incidents'], ['task'], ['inbox']),
  })
}
