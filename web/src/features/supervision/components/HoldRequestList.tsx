import { Link } from '@tanstack/react-router'
import { Button, Input, Space } from 'antd'
import { useRef, useState } from 'react'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { useIntoField } from '@/keyboard/useIntoField'
import { useWalk } from '@/keyboard/useWalk'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { holdStatuses, supervision } from '@/words/supervision'
import { useHoldCommands, useHoldRequests, type HoldRequest } from '../api/useHoldRequests'
import './supervision.css'

/** Holds that wait for one's approval, or one's own requests; or those that were judged. */
export function HoldRequestList({ open }: { open: boolean }) {
  const words = useWords(supervision)
  const query = useHoldRequests(open)
  const list = useRef<HTMLUListElement>(null)
  useWalk(list, 'article')
  useIntoField(list, 'article')
  return (
    <Listed query={query} empty={words.noHolds}>
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

function Row({ of: one }: { of: HoldRequest }) {
  const words = useWords(supervision)
  const reasons = useVocabulary('hold_reasons')
  const statusName = useNames(holdStatuses)
  const { done } = useTell()
  const { judge, withdraw } = useHoldCommands(one.id)
  const [opinion, setOpinion] = useState('')
  const said = opinion.trim()
  const told = { onSuccess: () => done(words.done) }
  const send = (approves: boolean) => judge.mutate({ approves, opinion: said, revision: one.revision }, told)
  const failed = judge.error ?? withdraw.error
  return (
    <article aria-label={one.order_number} tabIndex={-1}>
      <div className="supervision-head">
        <Link to="/orders/$orderId" params={{ orderId: one.order }}>
          <OrderNumber number={one.order_number} /> {one.order_title}
        </Link>
        <span className="mark mark-calm">{statusName(one.status)}</span>
      </div>
      <p className="supervision-text">
        {one.asked_by_name} {words.asks} <Moment at={one.until} exact /> · {reasons.name(one.reason)}
        {one.note !== '' && ` · ${one.note}`}
      </p>
      <div className="quiet">
        {words.approver} {one.judged_by_name ?? one.department_name} · <Moment at={one.judged_at ?? one.asked_at} />
        {one.opinion !== null && one.opinion !== '' && ` · ${one.opinion}`}
      </div>
      {one.may_judge && (
        <div className="supervision-actions">
          <Input
            aria-label={`${one.order_number} ${words.opinion}`}
            placeholder={words.opinion}
            maxLength={1000}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
          />
          <Space>
            <Button type="primary" loading={judge.isPending} onClick={() => send(true)}>
              {words.approve}
            </Button>
            <Button danger disabled={said === ''} loading={judge.isPending} onClick={() => send(false)}>
              {words.refuse}
            </Button>
          </Space>
        </div>
      )}
      {one.may_withdraw && (
        <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate(one.revision, told)}>
          {words.takeBack}
        </Button>
      )}
      {failed !== null && <ProblemNote problem={failed} />}
    </article>
  )
}
