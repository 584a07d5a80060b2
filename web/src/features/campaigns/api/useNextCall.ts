import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { ToldResult } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const header = () => ({ 'Idempotency-Key': newKey() })

/** What one has in hand to call, and the campaigns for which one can. */
export function useNextCall() {
  useTopics('campaigns')
  return useQuery({
    queryKey: ['campaigns', 'next'],
    queryFn: () => answered(api.GET('/api/v1/campaigns/next')),
  })
}

/** How what dials stands; null: nothing dials. */
export function useDialling(control: string | null) {
  useTopics(...(control === null ? [] : [`control:${control}`]))
  return useQuery({
    queryKey: ['control', control],
    queryFn: () =>
      answered(api.GET('/api/v1/controls/{control_id}', { params: { path: { control_id: control! } } })),
    enabled: control !== null,
  })
}

export interface Told {
  entry: string
  result: ToldResult
  note?: string
  again_at?: string | null
}

/** Taking a line, putting it back, calling it, telling the result. */
export function useCallCommands() {
  const stale = useStale()
  const onSettled = () => stale(['campaigns'])
  const of = (entry: string) => ({ params: { path: { entry_id: entry }, header: header() } })
  return {
    take: useMutation({
      mutationFn: (campaign: string) =>
        answered(
          api.POST('/api/v1/campaigns/{campaign_id}/next', {
            params: { path: { campaign_id: campaign }, header: header() },
          }),
        ),
      onSettled,
    }),
    putBack: useMutation({
      mutationFn: (entry: string) => answered(api.POST('/api/v1/campaigns/entries/{entry_id}/put-back', of(entry))),
      onSettled,
    }),
    call: useMutation({
      mutationFn: (entry: string) => answered(api.POST('/api/v1/campaigns/entries/{entry_id}/call', of(entry))),
      onSettled,
    }),
    tell: useMutation({
      mutationFn: ({ entry, ...body }: Told) =>
        answered(api.POST('/api/v1/campaigns/entries/{entry_id}/result', { ...of(entry), body })),
      onSettled,
    }),
  }
}
