import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

/** How often a migration that runs is looked at. */
const LOOK_MS = 1500

/** The mapping that suggests itself between two versions. */
export function useProposal(key: string, from: number, to: number) {
  return useQuery({
    queryKey: ['migration-proposal', key, from, to],
    queryFn: () =>
      answered(
        api.GET('/api/v1/packages/{package}/migrations/proposal', {
          params: { path: { package: key }, query: { from, to } },
        }),
      ),
    enabled: from !== to,
    placeholderData: keepPreviousData,
  })
}

interface Wish {
  from: number
  to: number
  /** New id by old id, where it is mapped otherwise than proposed; null: it has no counterpart. */
  elements: Record<string, string | null>
  reason: string
  dryRun: boolean
}

/** Tries a migration, or orders it. */
export function useMigrate(key: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ from, to, elements, reason, dryRun }: Wish) =>
      answered(
        api.POST('/api/v1/packages/{package}/migrations', {
          params: { path: { package: key }, header: { 'Idempotency-Key': newKey() } },
          body: { from, to, mapping: { elements, flows: {} }, reason, dry_run: dryRun },
        }),
      ),
    onSuccess: () => stale(['migrations', key]),
  })
}

/** The migrations of a package, newest first. */
export function useMigrations(key: string) {
  return useQuery({
    queryKey: ['migrations', key],
    queryFn: () =>
      answered(api.GET('/api/v1/packages/{package}/migrations', { params: { path: { package: key } } })),
  })
}

/** How far a migration is, with its report; looked at again while it runs. */
export function useMigration(id: string) {
  return useQuery({
    queryKey: ['migration', id],
    queryFn: () =>
      answered(
        api.GET('/api/v1/migrations/{migration_id}', {
          params: { path: { migration_id: id }, query: { limit: 100 } },
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.migration.status === 'running' ? LOOK_MS : false),
  })
}

/** Puts instances back onto the version that they came from. */
export function useUndoMigration(id: string, key: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: () =>
      answered(
        api.POST('/api/v1/migrations/{migration_id}/undo', {
          params: { path: { migration_id: id }, header: { 'Idempotency-Key': newKey() } },
          body: {},
        }),
      ),
    onSuccess: () => stale(['migration', id], ['migrations', key]),
  })
}
