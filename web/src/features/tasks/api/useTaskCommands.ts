import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

interface Completion {
  values: Record<string, unknown>
  revision: number
  /** When it was really done, ISO 8601; null: now. */
  event_at: string | null
  /** Sent twice under one key, it is done once. */
  key: string
}

interface Return {
  /** The element to return to. */
  target: string
  reason: string
  revision: number
}

/** What can be done with a task. Each asks the task, the inbox and its order to be read anew. */
export function useTaskCommands(taskId: string) {
  const stale = useStale()
  const path = { task_id: taskId }
  const onSettled = () => stale(['task', taskId], ['inbox'], ['order'])
  const header = () => ({ 'Idempotency-Key': newKey() })
  const based = (revision: number) => ({ ...header(), 'If-Match': `"${String(revision)}"` })
  return {
    claim: useMutation({
      mutationFn: (revision: number) =>
        answered(api.POST('/api/v1/tasks/{task_id}/claim', { params: { path, header: based(revision) } })),
      onSettled,
    }),
    release: useMutation({
      mutationFn: (revision: number) =>
        answered(api.POST('/api/v1/tasks/{task_id}/release', { params: { path, header: based(revision) } })),
      onSettled,
    }),
    saveDraft: useMutation({
      mutationFn: (body: { values: Record<string, unknown>; revision: number }) =>
        answered(api.PUT('/api/v1/tasks/{task_id}/draft', { params: { path }, body })),
    }),
    complete: useMutation({
      mutationFn: ({ key, ...body }: Completion) =>
        answered(
          api.POST('/api/v1/tasks/{task_id}/complete', {
            params: { path, header: { 'Idempotency-Key': key } },
            body,
          }),
        ),
      onSettled,
    }),
    returnTask: useMutation({
      mutationFn: (body: Return) =>
        answered(api.POST('/api/v1/tasks/{task_id}/return', { params: { path, header: header() }, body })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (reason: string) =>
        answered(
          api.POST('/api/v1/tasks/{task_id}/withdraw', { params: { path, header: header() }, body: { reason } }),
        ),
      onSettled,
    }),
  }
}
