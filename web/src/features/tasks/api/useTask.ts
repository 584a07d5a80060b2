import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useTopics } from '@/live/topics'

/** One task, kept live. */
export function useTask(taskId: string) {
  useTopics(`task:${taskId}`)
  return useQuery({
    queryKey: ['task', taskId],
    queryFn: () => answered(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: taskId } } })),
  })
}
