import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { CallOrder } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { Marks } from '@/ui/Marks'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { orderStatuses } from '@/words/common'
import { stages } from '@/words/stages'

interface CallOrdersProps {
  title: string
  note?: string
  orders: readonly CallOrder[]
  /** Joins the call to an order; left out: it cannot be joined. */
  onJoin?: (order: string) => void
}

/** Orders that a call has to do with. */
export function CallOrders({ title, note, orders, onJoin }: CallOrdersProps) {
  const words = useWords(calls)
  const statusName = useNames(orderStatuses)
  const stageName = useNames(stages)
  return (
    <section className="panel">
      <h2>
        {title} {note !== undefined && <span className="mark mark-near">{note}</span>}
      </h2>
      <ul className="call-rows">
        {orders.map((order) => (
          <li key={order.id}>
            <div>
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                <OrderNumber number={order.number} /> {order.title}
              </Link>{' '}
              <Marks urges={order.urges} />
              <div className="quiet">
                {statusName(order.status)} · {stageName(order.stage)} · <Moment at={order.opened_at} />
              </div>
            </div>
            {onJoin !== undefined && <Button onClick={() => onJoin(order.id)}>{words.join}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
