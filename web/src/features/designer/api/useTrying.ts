import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

type Files = Record<string, string>

/** Plays the scenarios of a draft: all of them, or one. */
export function usePlay() {
  return useMutation({
    mutationFn: ({ files, scenario }: { files: Files; scenario?: string }) =>
      answered(api.POST('/api/v1/packages/test', { body: { files, scenario } })),
  })
}

/** Writes a scenario of what happened to an order. */
export function useRecord() {
  return useMutation({
    mutationFn: (body: { files: Files; order: string; name: string }) =>
      answered(api.POST('/api/v1/packages/record', { body })),
  })
}

/** What deploying a draft would change; `version` tells its states apart. */
export function useReview(draftId: string, files: Files, version: number) {
  return useQuery({
    queryKey: ['draft-review', draftId, version],
    queryFn: () => answered(api.POST('/api/v1/packages/review', { body: { files } })),
    gcTime: 0,
    staleTime: 10_000,
  })
}

/** The files of a version. They never change. */
export function useVersionFiles(id: string | null) {
  return useQuery({
    queryKey: ['definition-files', id],
    queryFn: () =>
      answered(api.GET('/api/v1/definitions/{definition_id}/files', { params: { path: { definition_id: id ?? '' } } })),
    enabled: id !== null,
    staleTime: Infinity,
  })
}

/** Deploys a draft as it was reviewed. */
export function useDeployDraft(draftId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: { revision: number; replaces: string | null }) =>
      answered(
        api.POST('/api/v1/drafts/{draft_id}/deploy', {
          params: { path: { draft_id: draftId }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSuccess: () => stale(['packages'], ['package'], ['activations'], ['drafts'], ['draft-review']),
  })
}
