import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import type { OrdersWish } from '@/api/types'
import { OrderFilters } from '@/features/orders/components/OrderFilters'
import { OrderTable } from '@/features/orders/components/OrderTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { flags } from '@/words/callerFlags'
import { late } from '@/words/lateEntries'
import { orders } from '@/words/orders'
import { wording } from '@/words/wording'
import '@/features/orders/components/orders.css'

const route = getRouteApi('/inside/orders')

/** The orders that one may see. */
export function OrdersRoute() {
  const words = useWords(orders)
  const lateWords = useWords(late)
  const flagWords = useWords(flags)
  const wordingWords = useWords(wording)
  const may = useMay()
  const navigate = useNavigate()
  const wish: OrdersWish = route.useSearch()
  return (
    <Page
      title={words.title}
      actions={
        <>
          {may('open-order') && <Link to="/wording">{wordingWords.title}</Link>}
          {may('open-order') && <Link to="/caller-flags">{flagWords.title}</Link>}
          {may('enter-for') && <Link to="/late-entries">{lateWords.title}</Link>}
        </>
      }
    >
      <OrderFilters
        wish={wish}
        onChange={(search) => void navigate({ to: '/orders', search, replace: true })}
      />
      <OrderTable wish={wish} />
    </Page>
  )
}
