import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { incidentsSearch, versionsSearch } from '../search'
import { inside } from './inside'

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

const designer = createRoute({
  getParentRoute: () => inside,
  path: '/drafts/$draftId',
  component: lazyRouteComponent(() => import('@/routes/DesignerRoute'), 'DesignerRoute'),
})

const incidents = createRoute({
  getParentRoute: () => inside,
  path: '/incidents',
  validateSearch: incidentsSearch,
  component: lazyRouteComponent(() => import('@/routes/IncidentsRoute'), 'IncidentsRoute'),
})

/** The pages of processes: their versions, drafts, and what went wrong. */
export const processes = [packages, onePackage, compare, migrate, designer, incidents] as const
