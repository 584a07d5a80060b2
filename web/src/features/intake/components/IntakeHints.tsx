import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import type { Category, IntakeHints as Hints } from '@/api/types'
import { useJoinCall } from '@/api/useJoinCall'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { orderStatuses } from '@/words/common'
import { flagKinds, intake } from '@/words/intake'
import { outageStatuses } from '@/words/outages'

interface IntakeHintsProps {
  hints: Hints
  category: Category
  callId: string | null
  /** The outage of which the caller has been told; null: none. */
  outage: string | null
  wantsMessage: boolean
  onOutage: (outage: string | null, wantsMessage: boolean) => void
  onJoined: (order: string) => void
  onReconnect: () => void
}

/** What the agent must know: flags, debt, outages, the neighbourhood, repeats. */
export function IntakeHints(props: IntakeHintsProps) {
  const { hints, category, outage, wantsMessage, onOutage, onReconnect } = props
  const words = useWords(intake)
  const flagName = useNames(flagKinds)
  const statusName = useNames(outageStatuses)
  const isFault = category === 'fault-report'
  const isQuiet = hints.flags.length + hints.repeats.length + hints.outages.length === 0 && !hints.calls_around
  if (isQuiet && !(hints.reconnect && isFault)) return null
  return (
    <section className="panel intake-hints" role="status" aria-label={words.known}>
      <h2>{words.known}</h2>
      {hints.flags.map((flag) => (
        <p key={flag.id} className="intake-warning">
          {flagName(flag.kind)}：{flag.reason}{' '}
          <span className="quiet">
            {flag.set_by_name} · <Moment at={flag.set_at} />
          </span>
        </p>
      ))}
      {hints.reconnect && isFault && (
        <p className="intake-warning">
          {words.cutOff} <Button onClick={onReconnect}>{words.reconnect}</Button>
        </p>
      )}
      {hints.outages.map((one) => (
        <div key={one.id} className="intake-outage">
          <strong>
            <Link to="/outages/$outageId" params={{ outageId: one.id }} target="_blank">
              {one.title}
            </Link>
          </strong>{' '}
          <span className="mark">{statusName(one.status)}</span>{' '}
          <span className="quiet">
            {words.since} <Moment at={one.starts_at} />
            {one.expected_at !== null && (
              <>
                {' '}
                · {words.expectedBack} <Moment at={one.expected_at} />
              </>
            )}
          </span>
          <div>
            <Checkbox
              checked={outage === one.id}
              onChange={({ target }) => onOutage(target.checked ? one.id : null, wantsMessage)}
            >
              {words.toldOfOutage}
            </Checkbox>
            {outage === one.id && (
              <Checkbox checked={wantsMessage} onChange={({ target }) => onOutage(one.id, target.checked)}>
                {words.wantsMessage}
              </Checkbox>
            )}
          </div>
        </div>
      ))}
      {hints.calls_around && hints.outages.length === 0 && <p>{words.callsAround(hints.neighbours)}</p>}
      <Repeats {...props} />
    </section>
  )
}

function Repeats({ hints, callId, onJoined }: IntakeHintsProps) {
  const words = useWords(intake)
  const callWords = useWords(calls)
  const statusName = useNames(orderStatuses)
  const { done, failed } = useTell()
  const join = useJoinCall()
  if (hints.repeats.length === 0) return null
  const joinTo = (order: string) =>
    join.mutate(
      { order, call: callId },
      {
        onSuccess: ({ number }) => {
          done(callWords.joined(number))
          onJoined(order)
        },
        onError: failed,
      },
    )
  return (
    <>
      <h3>{words.repeats}</h3>
      <ul className="plain-list">
        {hints.repeats.map((one) => (
          <li key={one.id}>
            <Link to="/orders/$orderId" params={{ orderId: one.id }}>
              <OrderNumber number={one.number} /> {one.title}
            </Link>{' '}
            <span className="quiet">
              {statusName(one.status)} · <Moment at={one.opened_at} />
            </span>{' '}
            {one.is_live && (
              <Button size="small" loading={join.isPending} onClick={() => joinTo(one.id)}>
                {callWords.join}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
