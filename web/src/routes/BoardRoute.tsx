import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { BoardPage } from '@/features/boards/components/BoardPage'

const route = getRouteApi('/inside/board')

/** The dispatcher's board: whoever comes back to it is at the card that they left. */
export function BoardRoute() {
  const { tier, task } = route.useSearch()
  const navigate = useNavigate()
  const open = async (from: string, to: 'task' | 'order', id: string) => {
    await navigate({ to: '/board', search: { tier, task: from }, replace: true })
    await (to === 'task'
      ? navigate({ to: '/tasks/$taskId', params: { taskId: id } })
      : navigate({ to: '/orders/$orderId', params: { orderId: id } }))
  }
  return (
    <BoardPage
      tier={tier}
      start={task}
      onTier={(chosen) => void navigate({ to: '/board', search: { tier: chosen }, replace: true })}
      onOpen={(...card) => void open(...card)}
    />
  )
}
