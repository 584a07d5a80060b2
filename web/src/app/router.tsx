import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { Frame } from './Frame'
import { NotFound } from './NotFound'
import { Unforeseen } from './Unforeseen'
import { callsSearch, inboxSearch, intakeSearch, ordersSearch, signInSearch, versionsSearch } from './search'

interface Context {
  client: QueryClient
}

const root = createRootRouteWithContext<Context>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('@/routes/SignInRoute'), 'SignInRoute'),
})

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery)
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href } })
  },
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' })
  },
})

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('@/routes/InboxRoute'), 'InboxRoute'),
})

const task = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/$taskId',
  component: lazyRouteComponent(() => import('@/routes/TaskRoute'), 'TaskRoute'),
})

const orders = createRoute({
  getParentRoute: () => inside,
  path: '/orders',
  validateSearch: ordersSearch,
  component: lazyRouteComponent(() => import('@/routes/OrdersRoute'), 'OrdersRoute'),
})

const order = createRoute({
  getParentRoute: () => inside,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('@/routes/OrderRoute'), 'OrderRoute'),
})

const intake = createRoute({
  getParentRoute: () => inside,
  path: '/intake',
  validateSearch: intakeSearch,
  component: lazyRouteComponent(() => import('@/routes/IntakeRoute'), 'IntakeRoute'),
})

const calls = createRoute({
  getParentRoute: () => inside,
  path: '/calls',
  validateSearch: callsSearch,
  component: lazyRouteComponent(() => import('@/routes/CallsRoute'), 'CallsRoute'),
})

const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  component: lazyRouteComponent(() => import('@/routes/IncidentsRoute'), 'IncidentsRoute'),
})

const packages = createRoute({
  getParentRoute: () => inside,
  path: '/packages',
  component: lazyRouteComponent(() => import('@/routes/PackagesRoute'), 'PackagesRoute'),
})

const onePackage = createRoute({
  getParentRoute: () => inside,
  path: '/packages/$packageKey',
  component: lazyRouteComponent(() => import('@/routes/PackageRoute'), 'PackageRoute'),
})

const designer = createRoute({
  getParentRoute: () => inside,
  path: '/drafts/$draftId',
  component: lazyRouteComponent(() => import('@/routes/DesignerRoute'), 'DesignerRoute'),
})

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/packages/$packageKey/compare',
  validateSearch: versionsSearch,
  component: lazyRouteComponent(() => import('@/routes/CompareRoute'), 'CompareRoute'),
})

const migrate = createRoute({
  getParentRoute: () => inside,
  path: '/packages/$packageKey/migrate',
  validateSearch: versionsSearch,
  component: lazyRouteComponent(() => import('@/routes/MigrationRoute'), 'MigrationRoute'),
})

const tree = root.addChildren([
  signIn,
  inside.addChildren([home, inbox, task, orders, order, intake, calls, incidents, packages, onePackage, compare, migrate, designer]),
])

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
