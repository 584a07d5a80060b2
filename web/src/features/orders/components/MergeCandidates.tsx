import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { MergeCandidates as Candidates, Order } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { groupedNumber, OrderNumber } from '@/ui/OrderNumber'
import { ProblemNote } from '@/ui/ProblemNote'
import { RowResults } from '@/ui/RowResults'
import { useWords } from '@/words'
import { mergeReasons, relations } from '@/words/orderNotes'
import { stages } from '@/words/stages'
import { useMergeCandidates, useMergeMany } from '../api/useMergeCandidates'

/** Offers a main order what may be the same event, each with why; merges those that are chosen. */
export function MergeCandidates({ order }: { order: Order }) {
  const isOpen = order.status === 'open' || order.status === 'held'
  if (!order.permissions.includes('merge-orders') || !isOpen || order.main !== null || order.restriction !== null) return null
  return <Offered orderId={order.id} />
}

function Offered({ orderId }: { orderId: string }) {
  const words = useWords(relations)
  const query = useMergeCandidates(orderId)
  const merge = useMergeMany(orderId)
  return (
    <Loaded query={query}>
      {(found) =>
        (found.items.length > 0 || merge.isSuccess) && (
          <section className="panel">
            <h2>{words.candidates}</h2>
            {merge.isSuccess && (
              <RowResults results={merge.data.results} nameOf={(key) => merge.variables.named[key]} />
            )}
            {merge.error !== null && <ProblemNote problem={merge.error} />}
            {found.items.length > 0 && <Choosing found={found} merge={merge} />}
          </section>
        )
      }
    </Loaded>
  )
}

interface ChoosingProps {
  found: Candidates
  merge: ReturnType<typeof useMergeMany>
}

function Choosing({ found, merge }: ChoosingProps) {
  const words = useWords(relations)
  const reasonName = useNames(mergeReasons)
  const stageName = useNames(stages)
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  const [confirmed, setConfirmed] = useState(false)
  // What was merged meanwhile, here or by a colleague, is chosen no more.
  const chosen = found.items.filter(({ id }) => wanted.has(id))
  const isUnsure = chosen.some(({ sure }) => !sure)
  const toggle = (id: string) => setWanted(new Set(wanted.has(id) ? [...wanted].filter((one) => one !== id) : [...wanted, id]))
  const send = () =>
    merge.mutate({
      orders: chosen.map(({ id }) => id),
      confirmed: isUnsure && confirmed,
      named: Object.fromEntries(chosen.map(({ id, number, title }) => [id, `${groupedNumber(number)} ${title}`])),
    })
  return (
    <>
      <p className="quiet">{words.candidatesHint(found.window_hours)}</p>
      <ul className="plain-list merge-candidates">
        {found.items.map((one) => (
          <li key={one.id}>
            <Checkbox
              checked={wanted.has(one.id)}
              disabled={one.merged > 0}
              onChange={() => toggle(one.id)}
              aria-label={words.choose(one.number)}
            />{' '}
            <Link to="/orders/$orderId" params={{ orderId: one.id }}>
              <OrderNumber number={one.number} /> {one.title}
            </Link>{' '}
            {one.reasons.map((reason) => (
              <span key={reason} className="mark">
                {reasonName(reason)}
              </span>
            ))}{' '}
            <Marks urges={one.urges} />{' '}
            <span className="quiet">
              {one.address ?? ''} {stageName(one.stage)} · <Moment at={one.opened_at} />
              {one.merged > 0 && ` · ${words.isMain(one.merged)}`}
            </span>
          </li>
        ))}
      </ul>
      {found.more && <p className="quiet">{words.candidatesMore}</p>}
      {isUnsure && (
        <p>
          {words.unsure}{' '}
          <Checkbox checked={confirmed} onChange={({ target }) => setConfirmed(target.checked)}>
            {words.confirm}
          </Checkbox>
        </p>
      )}
      <div className="order-notes-actions">
        <Button
          size="small"
          onClick={() => setWanted(new Set(found.items.filter(({ sure, merged }) => sure && merged === 0).map(({ id }) => id)))}
        >
          {words.chooseAll}
        </Button>
        <Button
          size="small"
          type="primary"
          disabled={chosen.length === 0 || (isUnsure && !confirmed)}
          loading={merge.isPending}
          onClick={send}
        >
          {words.mergeChosen(chosen.length)}
        </Button>
      </div>
    </>
  )
}
