import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** Departments by id that could be asked to reply about a task, whose names have `text` in them. */
export function useRepliers(taskId: string | undefined, text: string): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['supervisions', 'repliers', taskId, text],
    queryFn: () =>
      answered(
        api.GET('/api/v1/tasks/{task_id}/receivers', {
          params: { path: { task_id: taskId! }, query: { purpose: 'reassign', text } },
        }),
      ),
    enabled: taskId !== undefined && text !== '',
    placeholderData: keepPreviousData,
  })
  const found = (data?.items ?? []).filter(({ person }) => person === null)
  return new Map(found.map(({ department, department_name }) => [department, department_name]))
}
