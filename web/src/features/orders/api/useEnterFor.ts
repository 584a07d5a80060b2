import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'
import type { Values } from '@/forms/SchemaForm'

interface Entered {
  on_behalf_of: string
  reason: string
  event_at: string | null
  values: Values
}

/** A task of the order, with its form. */
export function useTaskToEnter(taskId: string) {
  return useQuery({
    queryKey: ['task', taskId],
    queryFn: () => answered(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: taskId } } })),
  })
}

/** What a field of the task's form offers. */
export async function optionsOf(taskId: string, source: string) {
  const path = { task_id: taskId, source }
  return (await answered(api.GET('/api/v1/tasks/{task_id}/options/{source}', { params: { path } }))).items
}

/** Completes a task in a colleague's name. */
export function useEnterFor(taskId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Entered) =>
      answered(
        api.POST('/api/v1/tasks/{task_id}/enter-for', {
          params: { path: { task_id: taskId }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: () => stale(['order'], ['task', taskId], ['inbox']),
  })
}
