import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'

/** Where a task can be returned to, and what each return takes away. */
export function useReturnTargets(taskId: string) {
  return useQuery({
    queryKey: ['task', taskId, 'return-targets'],
    queryFn: () =>
      answered(api.GET('/api/v1/tasks/{task_id}/return-targets', { params: { path: { task_id: taskId } } })),
    staleTime: 0,
  })
}

interface Return {
  target: string
  reason: string
  revision: number
}

/** Returns a task to an element that was completed before. */
export function useReturn(taskId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Return) =>
      answered(
        api.POST('/api/v1/tasks/{task_id}/return', {
          params: { path: { task_id: taskId }, header: { 'Idempotency-Key': newKey() } },
          body,
        }),
      ),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['task', taskId] }),
        client.invalidateQueries({ queryKey: ['inbox'] }),
      ]),
  })
}
