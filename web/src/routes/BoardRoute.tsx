import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { BoardPage } from '@/features/boards/components/BoardPage'

const route = getRouteApi('/inside/board')

/** The dispatcher's board. */
export function BoardRoute() {
  const { tier } = route.useSearch()
  const navigate = useNavigate()
  return <BoardPage tier={tier} onTier={(chosen) => void navigate({ to: '/board', search: { tier: chosen }, replace: true })} />
}
