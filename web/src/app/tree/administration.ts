import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { changesSearch, noticeTextsSearch } from '../search'
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

/** The pages of the administration. */
export const administration = [frame.addChildren([overview, changes, noticeTexts])] as const
