import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

export type Purpose = 'reassign' | 'ask'

/** To whom a task can be given, or who can be asked, whose names have `text` in them. */
export function useReceivers(taskId: string, purpose: Purpose, text: string) {
  return useQuery({
    queryKey: ['task', taskId, 'receivers', purpose, text],
    queryFn: () =>
      answered(
        api.GET('/api/v1/tasks/{task_id}/receivers', {
          params: { path: { task_id: taskId }, query: { purpose, text } },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}
