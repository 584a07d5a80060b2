import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** Where a task can be returned to, and what each return takes away. */
export function useReturnTargets(taskId: string) {
  return useQuery({
    queryKey: ['task', taskId, 'return-targets'],
    queryFn: () =>
      answered(api.GET('/api/v1/tasks/{task_id}/return-targets', { params: { path: { task_id: taskId } } })),
    staleTime: 0,
  })
}
