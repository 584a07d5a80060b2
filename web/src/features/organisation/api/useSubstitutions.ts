import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import type { SubstitutionsWish } from '@/api/types'
import { useStale } from '@/api/useStale'

const PAGE = 50

/** Who stands in for whom, page by page. */
export function useSubstitutions(wish: SubstitutionsWish) {
  return useInfiniteQuery({
    queryKey: ['substitutions', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/substitutions', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** People who could stand in for somebody, or (undefined) for oneself, by name. */
export function useCandidates(personId: string | undefined, text: string) {
  return useQuery({
    queryKey: ['substitutions', 'candidates', personId, text],
    queryFn: () =>
      answered(
        api.GET('/api/v1/substitutions/candidates', {
          params: { query: { person_id: personId, text: text === '' ? undefined : text } },
        }),
      ),
  })
}

/** Arranges a substitution, or ends one. */
export function useSubstitutionCommands() {
  const stale = useStale()
  const onSuccess = () => stale(['substitutions'], ['inbox'])
  return {
    make: useMutation({
      mutationFn: (body: components['schemas']['MakeSubstitutionBody']) =>
        answered(api.POST('/api/v1/substitutions', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
      onSuccess,
    }),
    end: useMutation({
      mutationFn: (id: string) =>
        answered(
          api.POST('/api/v1/substitutions/{substitution_id}/end', {
            params: { path: { substitution_id: id }, header: { 'Idempotency-Key': newKey() } },
            body: {},
          }),
        ),
      onSuccess,
    }),
  }
}
