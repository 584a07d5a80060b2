import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { CallOrder } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { orderStatuses } from '@/words/common'
import { pop as popWords } from '@/words/pop'
import { stages } from '@/words/stages'

interface PopOrdersProps {
  title: string
  note?: string
  /** What stands there when there are none; left out: nothing stands there. */
  empty?: string
  orders: readonly CallOrder[]
  /** Joins the call to an order as an urge. */
  onJoin?: (order: string) => void
  /** Lets the call stand in the order's history. */
  onLink?: (order: string) => void
}

/** Orders in the narrow column of a pop. */
export function PopOrders({ title, note, empty, orders, onJoin, onLink }: PopOrdersProps) {
  const words = useWords(calls)
  const own = useWords(popWords)
  const statusName = useNames(orderStatuses)
  const stageName = useNames(stages)
  return (
    <section>
      <h2>
        {title} {note !== undefined && <span className="mark mark-near">{note}</span>}
      </h2>
      {orders.length === 0 && <p className="quiet">{empty}</p>}
      <ul className="call-rows">
        {orders.map((order) => (
          <li key={order.id} className="call-pop-row">
            <div>
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                <OrderNumber number={order.number} /> {order.title}
              </Link>{' '}
              <Marks urges={order.urges} />
              <div className="quiet">
                {statusName(order.status)} · {stageName(order.stage)} · <Moment at={order.opened_at} />
              </div>
            </div>
            {(onJoin !== undefined || onLink !== undefined) && (
              <div className="call-pop-actions">
                {onJoin !== undefined && (
                  <Button size="small" onClick={() => onJoin(order.id)}>
                    {words.join}
                  </Button>
                )}
                {onLink !== undefined && (
                  <Button size="small" onClick={() => onLink(order.id)}>
                    {own.link}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
