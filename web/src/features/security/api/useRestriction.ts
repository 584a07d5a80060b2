import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

const PAGE = 50
const FEW = 30

export type PartiesBody = components['schemas']['PartiesBody']
export type PartyKind = 'people' | 'departments' | 'tiers'

/** Looks at restricted orders, page by page; of one order, or (undefined) of all that one may audit. */
export function useLooks(text: string, orderId?: string) {
  return useInfiniteQuery({
    queryKey: ['looks', orderId, text],
    queryFn: ({ pageParam }) => {
      const query = { text: text === '' ? undefined : text, cursor: pageParam, limit: PAGE }
      return answered(
        orderId === undefined
          ? api.GET('/api/v1/looks', { params: { query } })
          : api.GET('/api/v1/orders/{order_id}/looks', { params: { path: { order_id: orderId }, query } }),
      )
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Who would see an order whose restriction is lifted. */
export function useLiftPreview(orderId: string) {
  return useQuery({
    queryKey: ['order', orderId, 'lift'],
    queryFn: () =>
      answered(
        api.POST('/api/v1/orders/{order_id}/lift', {
          params: { path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } },
          body: { reason: '', dry_run: true },
        }),
      ),
    retry: false,
  })
}

/** Restricts an order, names people in it, takes a name out, lifts the restriction. */
export function useRestriction(orderId: string) {
  const stale = useStale()
  const onSuccess = () => stale(['order', orderId], ['orders'], ['looks'])
  const params = () => ({ path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } })
  return {
    restrict: useMutation({
      mutationFn: (body: PartiesBody) =>
        answered(api.POST('/api/v1/orders/{order_id}/restrict', { params: params(), body })),
      onSuccess,
    }),
    name: useMutation({
      mutationFn: (body: PartiesBody) => answered(api.POST('/api/v1/orders/{order_id}/name', { params: params(), body })),
      onSuccess,
    }),
    lift: useMutation({
      mutationFn: (reason: string) =>
        answered(
          api.POST('/api/v1/orders/{order_id}/lift', { params: params(), body: { reason, dry_run: false } }),
        ),
      onSuccess,
    }),
    unname: useMutation({
      mutationFn: (body: components['schemas']['UnnameBody']) =>
        answered(api.POST('/api/v1/orders/{order_id}/unname', { params: params(), body })),
      onSuccess,
    }),
  }
}

/** People, departments or units whose names fit. */
export function useParties(kind: PartyKind, text: string) {
  const query = { text: text === '' ? undefined : text, limit: FEW }
  return useQuery({
    queryKey: ['organisation', kind, 'parties', text],
    queryFn: async () => {
      if (kind === 'people') return (await answered(api.GET('/api/v1/organisation/people', { params: { query } }))).items
      if (kind === 'tiers') return (await answered(api.GET('/api/v1/organisation/tiers', { params: { query } }))).items
      return (await answered(api.GET('/api/v1/organisation/departments', { params: { query } }))).items
    },
  })
}
