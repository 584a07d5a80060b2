import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'

const route = getRouteApi('/inside/tasks/$taskId')

/** One task, for whoever comes by its address. */
export function TaskRoute() {
  const { taskId } = route.useParams()
  const navigate = useNavigate()
  return (
    <TaskPanel
      key={taskId}
      taskId={taskId}
      onNext={(next) =>
        void (next === undefined
          ? navigate({ to: '/inbox' })
          : navigate({ to: '/tasks/$taskId', params: { taskId: next } }))
      }
      onClose={() => void navigate({ to: '/inbox' })}
    />
  )
}
