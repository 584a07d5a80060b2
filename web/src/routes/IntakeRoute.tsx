import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Category } from '@/api/types'
import { IntakePage } from '@/features/intake/components/IntakePage'

const route = getRouteApi('/inside/intake')
/** What most calls are about. */
const USUAL: Category = 'fault-report'

/** Opening an order. */
export function IntakeRoute() {
  const navigate = useNavigate()
  const { call, premise, category } = route.useSearch()
  return (
    <IntakePage
      callId={call}
      premiseId={premise}
      category={category ?? USUAL}
      onOrder={(orderId) => void navigate({ to: '/orders/$orderId', params: { orderId } })}
      onCall={(id) => void navigate({ to: '/calls', search: { call: id } })}
    />
  )
}
