import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import { useTask } from '@/features/tasks/api/useTask'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { frame } from '@/words/frame'

const route = getRouteApi('/inside/tasks/$taskId')

/** One task, for whoever comes by its address, from the board or from an order; and goes back there. */
export function TaskRoute() {
  const { taskId } = route.useParams()
  const navigate = useNavigate()
  const router = useRouter()
  const leave = () => {
    // A completion that is taken back later finds somebody elsewhere, and leaves them there.
    if (!router.state.location.pathname.endsWith(`/${taskId}`)) return
    if (router.history.canGoBack()) router.history.back()
    else void navigate({ to: '/inbox' })
  }
  const words = useWords(frame)
  useTitle(useTask(taskId).data?.name ?? words.inbox)
  return (
    <TaskPanel
      key={taskId}
      taskId={taskId}
      onNext={(next) =>
        next === undefined ? leave() : void navigate({ to: '/tasks/$taskId', params: { taskId: next }, replace: true })
      }
      onClose={leave}
    />
  )
}
