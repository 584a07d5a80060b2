import { Button } from 'antd'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { ValueFacts } from '@/forms/ValueFacts'
import { Facts } from '@/ui/Facts'
import { useWords } from '@/words'
import { correction, orders } from '@/words/orders'
import { CorrectionDialogue } from './CorrectionDialogue'

/** Who called, where it is, and what the process has learnt. */
export function OrderFacts({ order }: { order: Order }) {
  const words = useWords(orders)
  const correcting = useWords(correction)
  const [open, setOpen] = useState(false)
  const isOpen = order.status === 'open' || order.status === 'held'
  const areas = useVocabulary('areas')
  const classes = useVocabulary('customer_classes')
  const at = (moment: string | null) => (moment === null ? null : <Moment at={moment} />)
  return (
    <section className="panel">
      <h2>{words.facts}</h2>
      {order.description !== '' && <p className="order-description">{order.description}</p>}
      <Facts
        of={[
          [words.caller, order.caller_name],
          [words.phone, order.caller_number],
          [words.address, order.premise?.address],
          [words.customer, order.premise?.customer_name],
          [words.premise, order.premise?.number],
          [words.transformerArea, order.premise?.transformer_area],
          [words.area, areas.name(order.area)],
          [words.customerClass, classes.name(order.customer_class)],
          [words.called, at(order.event_at)],
          [words.opened, at(order.opened_at)],
          [words.openedBy, order.opened_by_name],
          [words.origin, order.origin_department_name],
          [words.doneAt, at(order.done_at)],
          [words.archivedAt, at(order.archived_at)],
        ]}
      />
      {isOpen && order.permissions.includes('correct-order') && (
        <Button size="small" onClick={() => setOpen(true)}>
          {correcting.button}
        </Button>
      )}
      {open && <CorrectionDialogue order={order} onClose={() => setOpen(false)} />}
    </section>
  )
}

/** The order's own values, now or at a moment. */
export function OrderValues({ orderId, values }: { orderId: string; values: Record<string, unknown> }) {
  const words = useWords(orders)
  if (Object.keys(values).length === 0) return null
  return (
    <section className="panel">
      <h2>{words.values}</h2>
      <ValueFacts orderId={orderId} values={values} />
    </section>
  )
}
