import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'
import type { NewDraft } from '@/api/types'

/** The drafts of packages, newest first. */
export function useDrafts() {
  return useInfiniteQuery({
    queryKey: ['drafts', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/drafts', { params: { query: { cursor: pageParam } } })),
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** A draft with its files, as it is when one begins to work on it. */
export function useDraft(id: string) {
  return useQuery({
    queryKey: ['draft', id],
    queryFn: () => answered(api.GET('/api/v1/drafts/{draft_id}', { params: { path: { draft_id: id } } })),
    // It is worked on here: what changes elsewhere is told when it is saved.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/** Begins a draft. */
export function useCreateDraft() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: NewDraft) =>
      answered(api.POST('/api/v1/drafts', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSuccess: () => stale(['drafts']),
  })
}

/** Deletes a draft; the versions that it became stay. */
export function useDeleteDraft() {
  const stale = useStale()
  return useMutation({
    mutationFn: (id: string) =>
      answered(
        api.DELETE('/api/v1/drafts/{draft_id}', {
          params: { path: { draft_id: id } },
        }),
      ),
    onSuccess: () => stale(['drafts']),
  })
}

interface Saved {
  id: string
  revision: number
  files: Record<string, string>
  name?: string
}

/** Saves all files of a draft on the revision that was read; refused where somebody has changed it since. */
export function saveDraft({ id, revision, files, name }: Saved) {
  return answered(
    api.PUT('/api/v1/drafts/{draft_id}', {
      params: { path: { draft_id: id } },
      body: { files, revision, name },
    }),
  )
}
