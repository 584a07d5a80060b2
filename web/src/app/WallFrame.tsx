import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { SessionContext, sessionQuery } from '@/api/session'
import { LiveProvider } from '@/live/LiveProvider'
import { ToSignIn } from './ToSignIn'

/** Around a page that hangs on a wall: signed in and live, with nothing beside it. */
export function WallFrame() {
  const { data: session } = useQuery(sessionQuery)
  if (!session) return <ToSignIn />
  return (
    <SessionContext value={session}>
      <LiveProvider>
        <Outlet />
      </LiveProvider>
    </SessionContext>
  )
}
