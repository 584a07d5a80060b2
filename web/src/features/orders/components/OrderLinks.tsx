import { Link } from '@tanstack/react-router'
import type { Order } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { callOutcomes, callStates } from '@/words/calls'
import { orderStatuses } from '@/words/common'
import { linkKinds, orders } from '@/words/orders'

/** The calls of an order, and the orders that it has to do with. */
export function OrderLinks({ order }: { order: Order }) {
  const words = useWords(orders)
  const kindName = useNames(linkKinds)
  const statusName = useNames(orderStatuses)
  const outcomeName = useNames(callOutcomes)
  const stateName = useNames(callStates)
  const callKinds: Record<string, string> = {
    opened: words.opensCall,
    linked: words.linkedCall,
    dialled: words.dialledCall,
  }
  return (
    <>
      {order.calls.length > 0 && (
        <section className="panel">
          <h2>{words.calls}</h2>
          <ul className="plain-list">
            {order.calls.map((call) => (
              <li key={call.call}>
                <Link to="/calls" search={{ call: call.call }}>
                  {call.caller_number} {call.caller_name}
                </Link>{' '}
                <span className="mark">{callKinds[call.kind] ?? words.repeatCall}</span>{' '}
                <span className="quiet">
                  <Moment at={call.started_at} /> · {outcomeName(call.outcome) || stateName(call.state)}
                  {call.agent_name !== null && ` · ${call.agent_name}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {order.links.length > 0 && (
        <section className="panel">
          <h2>{words.links}</h2>
          <ul className="plain-list">
            {order.links.map((link) => (
              <li key={link.order}>
                <Link to="/orders/$orderId" params={{ orderId: link.order }}>
                  <OrderNumber number={link.number} /> {link.title}
                </Link>{' '}
                <span className="mark">{kindName(link.kind)}</span>{' '}
                <span className="quiet">{statusName(link.status)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
