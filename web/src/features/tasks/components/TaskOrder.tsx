import { Link } from '@tanstack/react-router'
import type { OrderSummary, Premise } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { ValueFacts } from '@/forms/ValueFacts'
import { Facts } from '@/ui/Facts'
import { Marks } from '@/ui/Marks'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { orders } from '@/words/orders'

/** The order that a task works on, in brief. */
export function TaskOrder({ order, premise }: { order: OrderSummary; premise: Premise | null }) {
  const words = useWords(orders)
  const areas = useVocabulary('areas')
  const classes = useVocabulary('customer_classes')
  return (
    <section className="panel">
      <h2>
        <Link to="/orders/$orderId" params={{ orderId: order.id }}>
          <OrderNumber number={order.number} />
        </Link>{' '}
        {order.title} <Marks round={order.round} urges={order.urges} />
      </h2>
      {order.description !== '' && <p className="task-description">{order.description}</p>}
      <Facts
        of={[
          [words.caller, order.caller_name],
          [words.phone, order.caller_number],
          [words.address, premise?.address],
          [words.customer, premise?.customer_name],
          [words.premise, premise?.number],
          [words.transformerArea, premise?.transformer_area],
          [words.area, areas.name(order.area)],
          [words.customerClass, classes.name(order.customer_class)],
          [words.county, order.tier_name],
          [words.crew, order.crew_name],
          [words.called, <Moment key="called" at={order.event_at} />],
        ]}
      />
      {Object.keys(order.fields).length > 0 && (
        <div className="task-values">
          <ValueFacts orderId={order.id} values={order.fields} />
        </div>
      )}
    </section>
  )
}
