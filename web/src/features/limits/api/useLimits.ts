import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { LimitContent, LimitMeasuresWish, LimitVersionsWish } from '@/api/types'
import { useStale } from '@/api/useStale'

const PAGE = 25

/** Every operator profile, with the version that counts now. */
export function useLimitProfiles() {
  return useQuery({
    queryKey: ['limits', 'profiles'],
    queryFn: () => answered(api.GET('/api/v1/limits/profiles')),
  })
}

/** The versions of profiles, page by page. */
export function useLimitVersions(wish: LimitVersionsWish) {
  return useInfiniteQuery({
    queryKey: ['limits', 'versions', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/limits/versions', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** A version with everything it says: by its id, or the shipped one by the profile's key. */
export function useLimitVersion(id: string) {
  return useQuery({
    queryKey: ['limits', 'version', id],
    queryFn: () =>
      /^[0-9a-f]{8}-/.test(id)
        ? answered(api.GET('/api/v1/limits/versions/{version_id}', { params: { path: { version_id: id } } }))
        : answered(api.GET('/api/v1/limits/profiles/{profile}/shipped', { params: { path: { profile: id } } })),
  })
}

/** What a version says differently from another one. */
export function useLimitComparison(id: string, to: string | undefined) {
  return useQuery({
    queryKey: ['limits', 'comparison', id, to],
    queryFn: () =>
      answered(
        api.GET('/api/v1/limits/versions/{version_id}/comparison', {
          params: { path: { version_id: id }, query: { to: to! } },
        }),
      ),
    enabled: to !== undefined,
  })
}

/** How limits were kept in a month. */
export function useLimitMeasures(wish: LimitMeasuresWish) {
  return useQuery({
    queryKey: ['limits', 'measures', wish],
    queryFn: () => answered(api.GET('/api/v1/limits/measures', { params: { query: wish } })),
  })
}

/** Begins a version of a profile. */
export function useDraftLimits() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: { profile: string; version: string; note: string }) =>
      answered(api.POST('/api/v1/limits/versions', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSuccess: () => stale(['limits']),
  })
}

/** Puts all that a version says in place, or only tries whether that can be read. */
export function useChangeLimits(id: string, revision: number) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ content, dryRun }: { content: LimitContent; dryRun: boolean }) =>
      answered(
        api.PUT('/api/v1/limits/versions/{version_id}', {
          params: { path: { version_id: id }, header: { 'If-Match': `"${revision}"` } },
          body: { content, dry_run: dryRun },
        }),
      ),
    onSuccess: (_, { dryRun }) => (dryRun ? undefined : stale(['limits'])),
  })
}

/** Says that a draft is right. */
export function useCheckLimits(id: string, revision: number) {
  const stale = useStale()
  return useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/limits/versions/{version_id}/check', {
          params: {
            path: { version_id: id },
            header: { 'If-Match': `"${revision}"`, 'Idempotency-Key': newKey() },
          },
        }),
      ),
    onSuccess: () => stale(['limits']),
  })
}

/** Puts a version in force, or only tells what that would change. */
export function usePutLimits(id: string, revision: number) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: { valid_from?: string; reason?: string; dry_run: boolean }) =>
      answered(
        api.POST('/api/v1/limits/versions/{version_id}/put-in-force', {
          params: {
            path: { version_id: id },
            header: { 'If-Match': `"${revision}"`, 'Idempotency-Key': newKey() },
          },
          body,
        }),
      ),
    onSuccess: (_, { dry_run }) => (dry_run ? undefined : stale(['limits'])),
  })
}

/** Deletes a version that is not in force. */
export function useDeleteLimits(id: string, revision: number) {
  const stale = useStale()
  return useMutation({
    mutationFn: () =>
      answered(
        api.DELETE('/api/v1/limits/versions/{version_id}', {
          params: { path: { version_id: id }, header: { 'If-Match': `"${revision}"` } },
        }),
      ),
    onSuccess: () => stale(['limits']),
  })
}
