import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import {
  changesSearch,
  limitMeasuresSearch,
  limitsSearch,
  limitVersionSearch,
  noticeTextsSearch,
  organisationSearch,
} from '../search'
import { callMeasuresSearch } from '../searchFigures'
import { telephonySearch } from '../telephoneSearch'
import { inside } from './inside'

/** What is set up rather than worked on; its pages stand in a list beside them (app/AdministrationFrame). */
const frame = createRoute({
  getParentRoute: () => inside,
  path: '/administration',
  component: lazyRouteComponent(() => import('../AdministrationFrame'), 'AdministrationFrame'),
})

const overview = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('../AdministrationOverview'), 'AdministrationOverview'),
})

const changes = createRoute({
  getParentRoute: () => frame,
  path: '/changes',
  validateSearch: changesSearch,
  component: lazyRouteComponent(() => import('@/routes/ChangesRoute'), 'ChangesRoute'),
})

const noticeTexts = createRoute({
  getParentRoute: () => frame,
  path: '/notice-texts',
  validateSearch: noticeTextsSearch,
  component: lazyRouteComponent(() => import('@/routes/NoticeTextsRoute'), 'NoticeTextsRoute'),
})

const limits = createRoute({
  getParentRoute: () => frame,
  path: '/limits',
  validateSearch: limitsSearch,
  component: lazyRouteComponent(() => import('@/routes/LimitsRoute'), 'LimitsRoute'),
})

const limitVersion = createRoute({
  getParentRoute: () => frame,
  path: '/limits/$version',
  validateSearch: limitVersionSearch,
  component: lazyRouteComponent(() => import('@/routes/LimitVersionRoute'), 'LimitVersionRoute'),
})

const limitMeasures = createRoute({
  getParentRoute: () => frame,
  path: '/limit-measures',
  validateSearch: limitMeasuresSearch,
  component: lazyRouteComponent(() => import('@/routes/LimitMeasuresRoute'), 'LimitMeasuresRoute'),
})

const callMeasures = createRoute({
  getParentRoute: () => frame,
  path: '/call-measures',
  validateSearch: callMeasuresSearch,
  component: lazyRouteComponent(() => import('@/routes/CallMeasuresRoute'), 'CallMeasuresRoute'),
})

const organisation = createRoute({
  getParentRoute: () => frame,
  path: '/organisation',
  validateSearch: organisationSearch,
  component: lazyRouteComponent(() => import('@/routes/OrganisationRoute'), 'OrganisationRoute'),
})

const rosters = createRoute({
  getParentRoute: () => frame,
  path: '/rosters',
  component: lazyRouteComponent(() => import('@/routes/RostersRoute'), 'RostersRoute'),
})

const substitutions = createRoute({
  getParentRoute: () => frame,
  path: '/substitutions',
  component: lazyRouteComponent(() => import('@/routes/SubstitutionsRoute'), 'SubstitutionsRoute'),
})

const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  component: lazyRouteComponent(() => import('@/routes/ImportsRoute'), 'ImportsRoute'),
})

const calendars = createRoute({
  getParentRoute: () => frame,
  path: '/calendars',
  component: lazyRouteComponent(() => import('@/routes/CalendarsRoute'), 'CalendarsRoute'),
})

const tokens = createRoute({
  getParentRoute: () => frame,
  path: '/tokens',
  component: lazyRouteComponent(() => import('@/routes/TokensRoute'), 'TokensRoute'),
})

const accounts = createRoute({
  getParentRoute: () => frame,
  path: '/accounts',
  component: lazyRouteComponent(() => import('@/routes/AccountsRoute'), 'AccountsRoute'),
})

const signIns = createRoute({
  getParentRoute: () => frame,
  path: '/sign-ins',
  component: lazyRouteComponent(() => import('@/routes/SignInsRoute'), 'SignInsRoute'),
})

const looks = createRoute({
  getParentRoute: () => frame,
  path: '/looks',
  component: lazyRouteComponent(() => import('@/routes/LooksRoute'), 'LooksRoute'),
})

const telephony = createRoute({
  getParentRoute: () => frame,
  path: '/telephony',
  validateSearch: telephonySearch,
  component: lazyRouteComponent(() => import('@/routes/TelephonyRoute'), 'TelephonyRoute'),
})

/** The pages of the administration. */
export const administration = [
  frame.addChildren([
    overview,
    organisation,
    rosters,
    substitutions,
    imports,
    calendars,
    limits,
    limitVersion,
    limitMeasures,
    callMeasures,
    changes,
    noticeTexts,
    tokens,
    accounts,
    signIns,
    looks,
    telephony,
  ]),
] as const
