import { getRouteApi } from '@tanstack/react-router'
import { PackagePage } from '@/features/packages/components/PackagePage'

const route = getRouteApi('/inside/packages/$packageKey')

/** One process package. */
export function PackageRoute() {
  const { packageKey } = route.useParams()
  return <PackagePage key={packageKey} packageKey={packageKey} />
}
