import { getRouteApi } from '@tanstack/react-router'
import { OrderPage } from '@/features/orders/components/OrderPage'

const route = getRouteApi('/inside/orders/$orderId')

/** One order. */
export function OrderRoute() {
  const { orderId } = route.useParams()
  return <OrderPage key={orderId} orderId={orderId} />
}
