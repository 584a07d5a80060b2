import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'

interface Completion {
  values: Record<string, unknown>
  revision: number
  /** When it was really done, ISO 8601; null: now. */
  event_at: string | null
  /** Sent twice under one key, it is done once. */
  key: string
}

/** What can be done with a task. Each asks the task and the inbox to be read anew. */
export function useTaskCommands(taskId: string) {
  const client = useQueryClient()
  const path = { task_id: taskId }
  const settled = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['task', taskId] }),
      client.invalidateQueries({ queryKey: ['inbox'] }),
    ])
  }
  const header = () => ({ 'Idempotency-Key': newKey() })
  return {
    claim: useMutation({
      mutationFn: () => answered(api.POST('/api/v1/tasks/{task_id}/claim', { params: { path, header: header() } })),
      onSettled: settled,
    }),
    release: useMutation({
      mutationFn: () => answered(api.POST('/api/v1/tasks/{task_id}/release', { params: { path, header: header() } })),
      onSettled: settled,
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
      onSettled: settled,
    }),
    withdraw: useMutation({
      mutationFn: (reason: string) =>
        answered(
          api.POST('/api/v1/tasks/{task_id}/withdraw', { params: { path, header: header() }, body: { reason } }),
        ),
      onSettled: settled,
    }),
  }
}
