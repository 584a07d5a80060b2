import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { noticesSearch } from '../search'
import { inside } from './inside'

const list = createRoute({
  getParentRoute: () => inside,
  path: '/notices',
  validateSearch: noticesSearch,
  component: lazyRouteComponent(() => import('@/routes/NoticesRoute'), 'NoticesRoute'),
})

const wishes = createRoute({
  getParentRoute: () => inside,
  path: '/notices/wishes',
  component: lazyRouteComponent(() => import('@/routes/NoticeWishesRoute'), 'NoticeWishesRoute'),
})

/** What one was told, and how one wants to be told. */
export const notices = [list, wishes] as const
