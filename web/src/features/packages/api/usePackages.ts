import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useMay } from '@/api/session'
import type { RunningOn } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

/** All packages, each by its active version. */
export function usePackages() {
  useTopics('packages')
  return useQuery({ queryKey: ['packages', 'list'], queryFn: () => answered(api.GET('/api/v1/packages')) })
}

/** One package with its versions. */
export function usePackage(key: string) {
  useTopics('packages')
  return useQuery({
    queryKey: ['package', key],
    queryFn: () => answered(api.GET('/api/v1/packages/{package}', { params: { path: { package: key } } })),
  })
}

/** The diagram of a version. It never changes. */
export function usePackageDiagram(key: string, version: number) {
  return useQuery({
    queryKey: ['package-diagram', key, version],
    queryFn: () =>
      answered(
        api.GET('/api/v1/packages/{package}/diagram', { params: { path: { package: key }, query: { version } } }),
      ),
    staleTime: Infinity,
  })
}

interface Deployment {
  files: Record<string, string>
  dry_run: boolean
}

/** Checks a package, and makes it the active version unless it is only checked. */
export function useDeploy() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Deployment) =>
      answered(api.POST('/api/v1/packages', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSuccess: ({ dry_run }) => {
      if (!dry_run) stale(['packages'], ['package'])
    },
  })
}

/** What is done to the versions of a package: each is recorded with its reason. */
export function useVersionCommands(key: string) {
  const stale = useStale()
  const header = () => ({ 'Idempotency-Key': newKey() })
  const onSuccess = () => stale(['packages'], ['package'], ['activations'])
  return {
    activate: useMutation({
      mutationFn: ({ id, reason }: { id: string; reason: string }) =>
        answered(
          api.POST('/api/v1/definitions/{definition_id}/activate', {
            params: { path: { definition_id: id }, header: header() },
            body: { reason },
          }),
        ),
      onSuccess,
    }),
    rollBack: useMutation({
      mutationFn: ({ reason }: { reason: string }) =>
        answered(
          api.POST('/api/v1/packages/{package}/roll-back', {
            params: { path: { package: key }, header: header() },
            body: { reason },
          }),
        ),
      onSuccess,
    }),
    deactivate: useMutation({
      mutationFn: ({ reason, evenCalled }: { reason: string; evenCalled: boolean }) =>
        answered(
          api.POST('/api/v1/packages/{package}/deactivate', {
            params: { path: { package: key }, header: header() },
            body: { reason, even_called: evenCalled },
          }),
        ),
      onSuccess,
    }),
  }
}

/** What was done to the versions of a package, newest first. */
export function useActivations(key: string) {
  useTopics('packages')
  return useQuery({
    queryKey: ['activations', key],
    queryFn: () => answered(api.GET('/api/v1/packages/{package}/activations', { params: { path: { package: key } } })),
  })
}

/** What runs on which version of a package; undefined until it is known, and for who may not design. */
export function useRunning(key: string): readonly RunningOn[] | undefined {
  const may = useMay()
  useTopics('packages')
  const { data } = useQuery({
    queryKey: ['running', key],
    queryFn: () => answered(api.GET('/api/v1/packages/{package}/running', { params: { path: { package: key } } })),
    enabled: may('design'),
  })
  return data?.items
}

/** What differs between two versions of a package. */
export function useComparison(key: string, from: number, to: number) {
  return useQuery({
    queryKey: ['comparison', key, from, to],
    queryFn: () =>
      answered(
        api.POST('/api/v1/packages/{package}/compare', { params: { path: { package: key } }, body: { from, to } }),
      ),
    staleTime: Infinity,
  })
}
