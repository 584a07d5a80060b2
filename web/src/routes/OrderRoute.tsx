import { getRouteApi } from '@tanstack/react-router'
import { SuperviseButton } from '@/features/supervision/components/SuperviseButton'
import { RestrictionButton } from '@/features/security/components/RestrictionButton'
import { Recordings } from '@/features/recordings/components/Recordings'
import { OrderPage } from '@/features/orders/components/OrderPage'

const route = getRouteApi('/inside/orders/$orderId')

/** One order. */
export function OrderRoute() {
  const { orderId } = route.useParams()
  return <OrderPage key={orderId} orderId={orderId} recordings={<Recordings of={{ order: orderId }} />} more={(order) => (
    <>
      <RestrictionButton order={order} />
      <SuperviseButton order={order} />
    </>
  )} />
}
