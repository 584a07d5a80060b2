import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { Frame } from '../Frame'
import { WallFrame } from '../WallFrame'

interface Context {
  client: QueryClient
}

export const root = createRootRouteWithContext<Context>()({ component: Outlet })

/** Leads whoever is not signed in to the sign-in, and from there back. */
async function signedIn({ context, location }: { context: Context; location: { href: string } }): Promise<void> {
  const session = await context.client.ensureQueryData(sessionQuery)
  if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
}

/** Everything behind the sign-in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: signedIn,
})

/** What hangs on a wall: behind the sign-in too, without the frame. */
export const wall = createRoute({
  getParentRoute: () => root,
  id: 'wall',
  component: WallFrame,
  beforeLoad: signedIn,
})
