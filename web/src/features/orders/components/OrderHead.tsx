import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Copy, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Order } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { common, orderStatuses } from '@/words/common'
import { relations } from '@/words/orderNotes'
import { orderActions, orderCare, orders } from '@/words/orders'
import { outcomes, stages } from '@/words/stages'
import { OrderActions } from './OrderActions'
import { OrderCare } from './OrderCare'
import { WatchButton } from './WatchButton'

/** Number, title and standing of an order, and what can be done to it. */
export function OrderHead({ order, more }: { order: Order; more: ReactNode }) {
  const words = useWords(orders)
  const shared = useWords(common)
  const held = useWords(orderActions)
  const care = useWords(orderCare)
  const relationWords = useWords(relations)
  const { message } = App.useApp()
  const statusName = useNames(orderStatuses)
  const stageName = useNames(stages)
  const outcomeName = useNames(outcomes)
  const categories = useVocabulary('categories')
  const reasons = useVocabulary('hold_reasons')
  useTitle(`${order.title} ${order.number}`)
  const copy = () => void navigator.clipboard.writeText(order.number).then(() => message.success(shared.copied))
  return (
    <header className="order-head">
      <div className="order-head-title">
        <h1>{order.title}</h1>
        <span className="order-head-number">
          <OrderNumber number={order.number} />
          {'clipboard' in navigator && (
            <Button
              type="text"
              size="small"
              icon={<Copy size={14} />}
              aria-label={shared.copyNumber}
              title={shared.copyNumber}
              onClick={copy}
            />
          )}
        </span>
        <div className="page-actions order-actions">
          <OrderActions order={order} />
          <WatchButton order={order} />
          <Button
            icon={<Printer size={16} />}
            aria-label={relationWords.print}
            title={relationWords.print}
            onClick={() => window.print()}
          />
          <OrderCare order={order} />
          {more}
        </div>
      </div>
      <div className="order-head-marks">
        <span className="mark">{categories.name(order.category)}</span>
        <span className="mark mark-calm" data-testid="order-status">
          {statusName(order.status)}
          {order.stage !== null && order.status === 'open' && ` · ${stageName(order.stage)}`}
        </span>
        {order.outcome !== null && <span className="mark">{outcomeName(order.outcome)}</span>}
        <Marks priority={order.priority} round={order.round} urges={order.urges} attention={order.attention} />
        {order.instances.some(({ status }) => status === 'suspended') && (
          <span className="mark mark-near">{care.suspended}</span>
        )}
        {order.open_incidents > 0 && (
          <Link to="/incidents" className="mark mark-late">
            {words.incidentsOpen(order.open_incidents)}
          </Link>
        )}
        <span className="quiet">
          {order.tier_name}
          {order.crew_name !== null && ` · ${order.crew_name}`}
        </span>
      </div>
      {order.hold !== null && (
        <p className="order-hold">
          {held.held(reasons.name(order.hold.reason))}
          {order.hold.until !== null && (
            <>
              {' '}
              {held.heldUntil} <Moment at={order.hold.until} />
            </>
          )}
          {order.hold.approved_by_name !== null && ` · ${held.approvedBy} ${order.hold.approved_by_name}`}
          {order.hold.asked_by_name !== null && ` · ${held.askedBy} ${order.hold.asked_by_name}`}
        </p>
      )}
    </header>
  )
}
