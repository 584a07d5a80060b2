import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { relations } from '@/words/orderNotes'
import { outages, outageStatuses } from '@/words/outages'
import { useRelations } from '../api/useRelations'
import { EstimateDialogue } from './EstimateDialogue'
import { NumberDialogue } from './NumberDialogue'
import { ReasonDialogue } from './ReasonDialogue'

type Open = 'reopen' | 'merge' | 'unmerge' | 'link' | 'estimate'

/** The main order, the outage and the estimate of an order; merging, linking, telling. */
export function OrderRelations({ order }: { order: Order }) {
  const words = useWords(relations)
  const outageWords = useWords(outages)
  const statusName = useNames(outageStatuses)
  const { done } = useTell()
  const navigate = useNavigate()
  const commands = useRelations(order.id)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const told = (text: string) => ({
    onSuccess: () => {
      done(text)
      close()
    },
  })
  const may = (action: string) => order.permissions.includes(action)
  const isOpen = order.status === 'open' || order.status === 'held'
  return (
    <section className="panel">
      <h2>{words.relate}</h2>
      <ul className="plain-list">
        {order.main !== null && (
          <li>
            <Link to="/orders/$orderId" params={{ orderId: order.main }}>
              {words.mergedInto}
            </Link>
          </li>
        )}
        {order.merged > 0 && <li>{words.mergedHere(order.merged)}</li>}
        {order.expected_at !== null && (
          <li>
            {words.expected} <Moment at={order.expected_at} />
          </li>
        )}
        {order.outages.map((outage) => (
          <li key={outage.id}>
            <Link to="/outages/$outageId" params={{ outageId: outage.id }}>
              {outage.title}
            </Link>{' '}
            <span className="mark">{statusName(outage.status)}</span>
          </li>
        ))}
        {order.premise !== null && (
          <li>
            <Link to="/outages" search={{ premise: order.premise.id }}>
              {outageWords.ofPremise}
            </Link>
          </li>
        )}
      </ul>
      <div className="order-notes-actions">
        {may('merge-orders') && isOpen && order.main === null && (
          <Button size="small" onClick={() => setOpen('merge')}>
            {words.merge}
          </Button>
        )}
        {may('merge-orders') && isOpen && order.main !== null && (
          <Button size="small" onClick={() => setOpen('unmerge')}>
            {words.unmerge}
          </Button>
        )}
        {may('manage-outages') && isOpen && order.main === null && (
          <Button size="small" onClick={() => setOpen('estimate')}>
            {words.tellEstimate}
          </Button>
        )}
        {may('open-order') && order.done_at !== null && order.status !== 'cancelled' && (
          <Button size="small" onClick={() => setOpen('reopen')}>
            {words.reopen}
          </Button>
        )}
        {may('change-order') && (
          <Button size="small" onClick={() => setOpen('link')}>
            {words.link}
          </Button>
        )}
      </div>
      {open === 'merge' && (
        <NumberDialogue
          title={words.merge}
          note={words.mergeHint}
          linking={false}
          command={commands.merge}
          onClose={close}
          onSend={(other) => commands.merge.mutate(other, told(words.done))}
        />
      )}
      {open === 'link' && (
        <NumberDialogue
          title={words.link}
          linking
          command={commands.link}
          onClose={close}
          onSend={(other) => commands.link.mutate(other, told(words.done))}
        />
      )}
      {open === 'unmerge' && (
        <ReasonDialogue
          title={words.unmerge}
          label={words.reason}
          command={commands.unmerge}
          onClose={close}
          onSend={(reason) => commands.unmerge.mutate(reason, told(words.done))}
        />
      )}
      {open === 'reopen' && (
        <ReasonDialogue
          title={words.reopen}
          label={words.reopenReason}
          command={commands.reopen}
          onClose={close}
          onSend={(reason) =>
            commands.reopen.mutate(reason, {
              onSuccess: ({ order: made }) => {
                close()
                void navigate({ to: '/orders/$orderId', params: { orderId: made } })
              },
            })
          }
        />
      )}
      {open === 'estimate' && (
        <EstimateDialogue
          command={commands.tellEstimate}
          onClose={close}
          onSend={(at) => commands.tellEstimate.mutate(at, told(words.told))}
        />
      )}
    </section>
  )
}
