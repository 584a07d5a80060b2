import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { boardSearch, inboxSearch, intakeSearch, ordersSearch, outagesSearch, supervisionSearch } from '../search'
import { agentsSearch, callsSearch, campaignsSearch, doNotCallSearch, entriesSearch } from '../telephoneSearch'
import { inside } from './inside'

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

const board = createRoute({
  getParentRoute: () => inside,
  path: '/board',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => import('@/routes/BoardRoute'), 'BoardRoute'),
})

const desk = createRoute({
  getParentRoute: () => inside,
  path: '/desk',
  component: lazyRouteComponent(() => import('@/routes/DeskRoute'), 'DeskRoute'),
})

const wording = createRoute({
  getParentRoute: () => inside,
  path: '/wording',
  component: lazyRouteComponent(() => import('@/routes/WordingRoute'), 'WordingRoute'),
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

const outages = createRoute({
  getParentRoute: () => inside,
  path: '/outages',
  validateSearch: outagesSearch,
  component: lazyRouteComponent(() => import('@/routes/OutagesRoute'), 'OutagesRoute'),
})

const outage = createRoute({
  getParentRoute: () => inside,
  path: '/outages/$outageId',
  component: lazyRouteComponent(() => import('@/routes/OutageRoute'), 'OutageRoute'),
})

const lateEntries = createRoute({
  getParentRoute: () => inside,
  path: '/late-entries',
  component: lazyRouteComponent(() => import('@/routes/LateEntriesRoute'), 'LateEntriesRoute'),
})

const flags = createRoute({
  getParentRoute: () => inside,
  path: '/caller-flags',
  component: lazyRouteComponent(() => import('@/routes/FlagsRoute'), 'FlagsRoute'),
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

const agents = createRoute({
  getParentRoute: () => inside,
  path: '/agents',
  validateSearch: agentsSearch,
  component: lazyRouteComponent(() => import('@/routes/AgentsRoute'), 'AgentsRoute'),
})

const campaigns = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns',
  validateSearch: campaignsSearch,
  component: lazyRouteComponent(() => import('@/routes/CampaignsRoute'), 'CampaignsRoute'),
})

const nextCall = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/next',
  component: lazyRouteComponent(() => import('@/routes/NextCallRoute'), 'NextCallRoute'),
})

const campaign = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/$campaignId',
  validateSearch: entriesSearch,
  component: lazyRouteComponent(() => import('@/routes/CampaignRoute'), 'CampaignRoute'),
})

const doNotCall = createRoute({
  getParentRoute: () => inside,
  path: '/do-not-call',
  validateSearch: doNotCallSearch,
  component: lazyRouteComponent(() => import('@/routes/DoNotCallRoute'), 'DoNotCallRoute'),
})

const supervisions = createRoute({
  getParentRoute: () => inside,
  path: '/supervisions',
  validateSearch: supervisionSearch,
  component: lazyRouteComponent(() => import('@/routes/SupervisionRoute'), 'SupervisionRoute'),
})

/** The pages of the day's work. */
export const work = [
  home,
  inbox,
  board,
  desk,
  wording,
  task,
  orders,
  order,
  outages,
  outage,
  lateEntries,
  flags,
  intake,
  calls,
  agents,
  campaigns,
  nextCall,
  campaign,
  doNotCall,
  supervisions,
] as const
