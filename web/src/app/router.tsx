import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { NotFound } from './NotFound'
import { Unforeseen } from './Unforeseen'
import { signInSearch } from './search'
import { administration } from './tree/administration'
import { inside, root, wall } from './tree/inside'
import { notices } from './tree/notices'
import { processes } from './tree/processes'
import { security } from './tree/security'
import { work } from './tree/work'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('@/routes/SignInRoute'), 'SignInRoute'),
})

const wallboard = createRoute({
  getParentRoute: () => wall,
  path: '/wallboard',
  component: lazyRouteComponent(() => import('@/routes/WallboardRoute'), 'WallboardRoute'),
})

const tree = root.addChildren([signIn, wall.addChildren([wallboard]), inside.addChildren([...work, ...processes, ...notices, ...security, ...administration])])

/** Returns the router of the application. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Unforeseen,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
