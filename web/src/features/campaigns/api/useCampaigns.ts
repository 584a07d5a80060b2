import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { CampaignBody, CampaignsWish, EntriesExport, EntriesWish, FillBody } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

const PAGE = 50
const PACE_MS = 5000
const header = () => ({ 'Idempotency-Key': newKey() })

/** Campaigns, page by page. */
export function useCampaigns(wish: CampaignsWish, enabled = true) {
  useTopics(...(enabled ? ['campaigns'] : []))
  return useInfiniteQuery({
    queryKey: ['campaigns', 'list', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/campaigns', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
  })
}

/** One campaign with how far it is. */
export function useCampaign(campaign: string) {
  useTopics('campaigns')
  return useQuery({
    queryKey: ['campaigns', 'one', campaign],
    queryFn: () =>
      answered(api.GET('/api/v1/campaigns/{campaign_id}', { params: { path: { campaign_id: campaign } } })),
    // Who is free, and who waits, is told by calls and agents: a list that dials asks again by itself.
    refetchInterval: ({ state: { data } }) => (data?.status === 'running' && data.pace !== null ? PACE_MS : false),
  })
}

/** With what a list that dials by itself can be connected. */
export function useCampaignOptions() {
  return useQuery({
    queryKey: ['campaigns', 'options'],
    queryFn: () => answered(api.GET('/api/v1/campaigns/options')),
  })
}

/** The lines of a campaign's list. */
export function useEntries(campaign: string, wish: EntriesWish) {
  return useInfiniteQuery({
    queryKey: ['campaigns', 'entries', campaign, wish],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/campaigns/{campaign_id}/entries', {
          params: { path: { campaign_id: campaign }, query: { ...wish, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Outages that a list can be made of, by a part of their title; the latest first. */
export function useOutageChoices(text: string, enabled: boolean) {
  return useQuery({
    queryKey: ['outage', 'choices', text],
    queryFn: () =>
      answered(api.GET('/api/v1/outages', { params: { query: { limit: 50, ...(text === '' ? {} : { text }) } } })),
    enabled,
  })
}

/** Takes a campaign's list out as a file, which the browser saves. */
export function useExportEntries(campaign: string) {
  return useMutation({
    mutationFn: async (body: EntriesExport) => {
      const params = { path: { campaign_id: campaign } }
      const file = await answered(
        api.POST('/api/v1/campaigns/{campaign_id}/entries/export', { params, body, parseAs: 'blob' }),
      )
      const address = URL.createObjectURL(file)
      const link = document.createElement('a')
      link.href = address
      link.download = `campaign.${body.format}`
      link.click()
      URL.revokeObjectURL(address)
    },
  })
}

/** Setting up a campaign, changing and moving it, and deciding about single lines. */
export function useCampaignCommands() {
  const stale = useStale()
  const onSettled = () => stale(['campaigns'])
  return {
    create: useMutation({
      mutationFn: (body: CampaignBody) => answered(api.POST('/api/v1/campaigns', { params: { header: header() }, body })),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, revision, ...body }: CampaignBody & { id: string; revision: number }) =>
        answered(
          api.PUT('/api/v1/campaigns/{campaign_id}', {
            params: { path: { campaign_id: id } },
            body: { ...body, revision },
          }),
        ),
      onSettled,
    }),
    move: useMutation({
      mutationFn: ({ id, to }: { id: string; to: 'running' | 'paused' | 'ended' }) =>
        answered(
          api.POST('/api/v1/campaigns/{campaign_id}/move', {
            params: { path: { campaign_id: id }, header: header() },
            body: { to },
          }),
        ),
      onSettled,
    }),
    leaveOut: useMutation({
      mutationFn: ({ entry, reason }: { entry: string; reason: string }) =>
        answered(
          api.POST('/api/v1/campaigns/entries/{entry_id}/leave-out', {
            params: { path: { entry_id: entry }, header: header() },
            body: { reason },
          }),
        ),
      onSettled,
    }),
    callAgain: useMutation({
      mutationFn: ({ entry, reason }: { entry: string; reason: string }) =>
        answered(
          api.POST('/api/v1/campaigns/entries/{entry_id}/call-again', {
            params: { path: { entry_id: entry }, header: header() },
            body: { reason },
          }),
        ),
      onSettled,
    }),
  }
}

/** Filling a campaign's list, tried or done: from a file, or by a query. */
export function useFill(campaign: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ file, query, dryRun }: { file?: File; query?: Omit<FillBody, 'dry_run'>; dryRun: boolean }) =>
      file !== undefined
        ? answered(
            api.POST('/api/v1/campaigns/{campaign_id}/file', {
              params: { path: { campaign_id: campaign }, query: { dry_run: dryRun } },
              body: { file: file.name },
              bodySerializer: () => {
                const form = new FormData()
                form.append('file', file)
                return form
              },
            }),
          )
        : answered(
            api.POST('/api/v1/campaigns/{campaign_id}/query', {
              params: { path: { campaign_id: campaign }, header: header() },
              body: { ...query!, dry_run: dryRun },
            }),
          ),
    onSuccess: ({ stored }) => {
      if (stored) stale(['campaigns'])
    },
  })
}
