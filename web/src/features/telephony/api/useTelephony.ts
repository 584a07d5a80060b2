import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

const PAGE = 50
const AGAIN_MS = 10_000

type Schemas = components['schemas']
export type Device = Schemas['Device']
export type Queue = Schemas['Queue']
export type Reason = Schemas['BreakReasonKept']
/** What the operator keeps. */
export type Which = 'devices' | 'queues' | 'skills' | 'break-reasons'
/** One of them: which members it has follows from its list. */
export type Kept = Pick<Device, 'id' | 'active' | 'revision'> & Partial<Device & Queue & Reason>

export interface KeptWish {
  text?: string
  state?: 'ended' | 'all'
}

/** The exchanges, as they stand now. */
export function useNodes() {
  return useQuery({
    queryKey: ['telephony', 'nodes'],
    queryFn: () => answered(api.GET('/api/v1/telephony/nodes')),
    refetchInterval: AGAIN_MS,
  })
}

/** When nobody listened, the newest first. */
export function useGaps() {
  return useInfiniteQuery({
    queryKey: ['telephony', 'gaps'],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/telephony/gaps', { params: { query: { cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** A list of what is kept. All four are asked alike. */
export function useKept(which: Which, wish: KeptWish) {
  return useInfiniteQuery({
    queryKey: ['telephony', which, wish],
    queryFn: async ({ pageParam }) => {
      const query = { ...wish, cursor: pageParam, limit: PAGE }
      const page = await answered(
        api.GET(`/api/v1/telephony/${which}` as '/api/v1/telephony/devices', { params: { query } }),
      )
      const items: Kept[] = page.items
      return { ...page, items }
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Enters one, or changes it at the revision that was read. */
export function useKeep(which: Which, changed: Kept | undefined) {
  const stale = useStale()
  return useMutation({
    mutationFn: (values: Record<string, unknown>) => {
      const path = `/api/v1/telephony/${which}` as '/api/v1/telephony/devices'
      if (changed === undefined) return answered(api.POST(path, { body: values as Schemas['DeviceBody'] }))
      return answered(
        api.PUT(`/api/v1/telephony/${which}/{device_id}` as '/api/v1/telephony/devices/{device_id}', {
          params: { path: { device_id: changed.id } },
          body: { ...values, revision: changed.revision } as Schemas['ChangeDeviceBody'],
        }),
      )
    },
    onSuccess: () => stale(['telephony'], ['agent'], ['agents']),
  })
}
