import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { operations } from '@/api/schema'
import { useStale } from '@/api/useStale'

const PAGE = 50

export type SignInsWish = NonNullable<operations['listSignIns']['parameters']['query']>

/** Accounts, page by page. */
export function useAccounts(text: string, locked: boolean) {
  return useInfiniteQuery({
    queryKey: ['accounts', text, locked],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/accounts', {
          params: { query: { text: text === '' ? undefined : text, locked, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Unlocks an account, or ends all sessions of its person. */
export function useAccountCommands() {
  const stale = useStale()
  const onSuccess = () => stale(['accounts'], ['sign-ins'])
  const params = (person: string) => ({ path: { person_id: person }, header: { 'Idempotency-Key': newKey() } })
  return {
    unlock: useMutation({
      mutationFn: ({ person, reason }: { person: string; reason: string }) =>
        answered(api.POST('/api/v1/accounts/{person_id}/unlock', { params: params(person), body: { reason } })),
      onSuccess,
    }),
    end: useMutation({
      mutationFn: ({ person, reason }: { person: string; reason: string }) =>
        answered(api.POST('/api/v1/accounts/{person_id}/end-sessions', { params: params(person), body: { reason } })),
      onSuccess,
    }),
  }
}

/** Who tried to sign in, page by page. */
export function useSignIns(wish: SignInsWish) {
  return useInfiniteQuery({
    queryKey: ['sign-ins', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/sign-ins', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
