import { getRouteApi } from '@tanstack/react-router'
import { DialDirectly } from '@/features/calls/components/DialDirectly'
import { SuperviseButton } from '@/features/supervision/components/SuperviseButton'
import { RestrictionButton } from '@/features/security/components/RestrictionButton'
import { Recordings } from '@/features/recordings/components/Recordings'
import { OrderPage } from '@/features/orders/components/OrderPage'
import { useWords } from '@/words'
import { callBar } from '@/words/callBar'

const route = getRouteApi('/inside/orders/$orderId')

/** One order. */
export function OrderRoute() {
  const { orderId } = route.useParams()
  const words = useWords(callBar)
  return <OrderPage key={orderId} orderId={orderId} recordings={<Recordings of={{ order: orderId }} />} more={(order) => (
    <>
      {order.permissions.includes('dial') && <DialDirectly what={{ order: order.id }} name={words.dial} />}
      <RestrictionButton order={order} />
      <SuperviseButton order={order} />
    </>
  )} />
}
