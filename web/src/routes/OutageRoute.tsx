import { getRouteApi } from '@tanstack/react-router'
import { OutagePage } from '@/features/outages/components/OutagePage'

const route = getRouteApi('/inside/outages/$outageId')

/** One outage. */
export function OutageRoute() {
  const { outageId } = route.useParams()
  return <OutagePage key={outageId} outageId={outageId} />
}
