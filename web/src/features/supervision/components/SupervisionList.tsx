import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { Moment } from '@/clock/Moment'
import { useIntoField } from '@/keyboard/useIntoField'
import { useWalk } from '@/keyboard/useWalk'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { supervision, supervisionStatuses } from '@/words/supervision'
import { useSupervisions, type Supervision, type SupervisionsWish } from '../api/useSupervisions'
import { SupervisionActions } from './SupervisionActions'
import './supervision.css'

/** Supervision orders with what is to be done about each. `j` and `k` go through them, `f` into the field. */
export function SupervisionList({ wish }: { wish: SupervisionsWish }) {
  const words = useWords(supervision)
  const query = useSupervisions(wish)
  const list = useRef<HTMLUListElement>(null)
  useWalk(list, 'article')
  useIntoField(list, 'article')
  return (
    <Listed query={query} empty={words.none}>
      {(found) => (
        <ul ref={list} className="supervisions">
          {found.map((one) => (
            <li key={one.id} className="panel">
              <Row of={one} />
            </li>
          ))}
        </ul>
      )}
    </Listed>
  )
}

function Row({ of: one }: { of: Supervision }) {
  const words = useWords(supervision)
  const statusName = useNames(supervisionStatuses)
  return (
    <article aria-label={one.number} tabIndex={-1}>
      <div className="supervision-head">
        <strong className="figures">{one.number}</strong>
        <span className="mark mark-calm">{statusName(one.status)}</span>
        {one.rounds > 1 && <span className="mark">{words.round(one.rounds)}</span>}
        <span className={one.overdue ? 'mark mark-late' : 'quiet'}>
          {words.deadline} <Moment at={one.deadline} exact /> {one.overdue && words.late}
        </span>
      </div>
      <p className="supervision-text">{one.requirement}</p>
      <div className="quiet">
        {words.from} {one.issuer_department_name} {one.issuer_name} · {words.to} {one.department_name} ·{' '}
        <Moment at={one.issued_at} />
      </div>
      <ul className="supervision-orders">
        {one.orders.map((order) => (
          <li key={order.id}>
            {order.title === null ? (
              <>
                <OrderNumber number={order.number} /> <span className="quiet">{words.hiddenOrder}</span>
              </>
            ) : (
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                <OrderNumber number={order.number} /> {order.title}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {one.reply !== null && <Said label={words.reply} text={one.reply} by={one.replied_by_name} at={one.replied_at} />}
      {one.verdict !== null && one.verdict !== '' && (
        <Said label={words.verdict} text={one.verdict} by={one.judged_by_name} at={one.judged_at} />
      )}
      {(one.may_reply || one.may_judge) && <SupervisionActions of={one} />}
    </article>
  )
}

function Said({ label, text, by, at }: { label: string; text: string; by: string | null; at: string | null }) {
  return (
    <blockquote className="supervision-text">
      {text}
      <div className="quiet">
        {label} · {by} {at !== null && <Moment at={at} />}
      </div>
    </blockquote>
  )
}
