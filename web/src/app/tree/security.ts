import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { inside } from './inside'

const mine = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('@/routes/MyAccountRoute'), 'MyAccountRoute'),
})

/** The page of one's own account; those of the administration stand in its frame. */
export const security = [mine] as const
