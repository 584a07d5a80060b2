import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

/** What is asked: which change, of what, with whom or where it goes on. */
export interface Reorganising {
  kind: 'close' | 'move' | 'leave' | 'area'
  id: string
  revision: number
  /** The department that goes on with the tasks, or the tier to which something moves. */
  target?: string
  reason?: string
  dryRun: boolean
}

function send({ kind, id, revision, target, reason, dryRun }: Reorganising) {
  const header = { 'Idempotency-Key': newKey() }
  const common = { dry_run: dryRun, revision, ...(reason ? { reason } : {}) }
  const moved = { ...common, tier_id: target ?? '' }
  switch (kind) {
    case 'close':
      return answered(
        api.POST('/api/v1/organisation/departments/{department_id}/close', {
          params: { path: { department_id: id }, header },
          body: target === undefined ? common : { ...common, successor_id: target },
        }),
      )
    case 'move':
      return answered(
        api.POST('/api/v1/organisation/departments/{department_id}/move', {
          params: { path: { department_id: id }, header },
          body: moved,
        }),
      )
    case 'leave':
      return answered(
        api.POST('/api/v1/organisation/people/{person_id}/leave', { params: { path: { person_id: id }, header }, body: common }),
      )
    case 'area':
      return answered(
        api.POST('/api/v1/organisation/territories/{territory_id}/move', {
          params: { path: { territory_id: id }, header },
          body: moved,
        }),
      )
  }
}

/** Tells what a reorganisation would do, or does it. */
export function useReorganise() {
  const stale = useStale()
  return useMutation({
    mutationFn: send,
    onSuccess: ({ reorganisation }) => {
      if (reorganisation !== null) stale(['organisation'], ['administration'], ['tiers'])
    },
  })
}
