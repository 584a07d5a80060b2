import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { OutageView } from '@/api/types'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { orderStatuses } from '@/words/common'
import { outages } from '@/words/outages'
import { useOutageLinks } from '../api/useOutageLinks'
import { AskDialogue } from './AskDialogue'

interface OutageOrdersProps {
  outage: OutageView
  goesOn: boolean
}

/** The orders that an outage explains; linking one by its number, parting one from it. */
export function OutageOrders({ outage, goesOn }: OutageOrdersProps) {
  const words = useWords(outages)
  const statusName = useNames(orderStatuses)
  const may = useMay()
  const { done, failed } = useTell()
  const links = useOutageLinks(outage.id)
  const [linking, setLinking] = useState(false)
  const hidden = outage.orders - outage.explained.length
  return (
    <section className="panel">
      <h2>
        {words.orders} {outage.orders}
      </h2>
      {outage.orders === 0 && <p className="quiet">{words.noOrders}</p>}
      <ul className="plain-list">
        {outage.explained.map((order) => (
          <li key={order.order}>
            <Link to="/orders/$orderId" params={{ orderId: order.order }}>
              <OrderNumber number={order.number} /> {order.title}
            </Link>{' '}
            <span className="quiet">{statusName(order.status)}</span>{' '}
            {order.is_outside && <span className="mark mark-near">{words.outside}</span>}{' '}
            {order.may_unlink && (
              <Button
                size="small"
                type="link"
                loading={links.unlink.isPending && links.unlink.variables === order.order}
                onClick={() => links.unlink.mutate(order.order, { onSuccess: () => done(words.parted), onError: failed })}
              >
                {words.unlink}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="quiet">{words.othersOrders(hidden)}</p>}
      {goesOn && may('change-order') && (
        <Button size="small" onClick={() => setLinking(true)}>
          {words.link}
        </Button>
      )}
      {linking && (
        <AskDialogue
          title={words.link}
          label={words.number}
          hint={words.linkHint}
          asks="number"
          command={links.link}
          onClose={() => setLinking(false)}
          onSend={(number) =>
            links.link.mutate(number, {
              onSuccess: () => {
                done(words.linked)
                setLinking(false)
              },
            })
          }
        />
      )}
    </section>
  )
}
