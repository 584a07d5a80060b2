import { useRef, type ReactNode } from 'react'
import { Button } from 'antd'
import type { Call, Premise } from '@/api/types'
import { useJoinCall } from '@/api/useJoinCall'
import { Moment } from '@/clock/Moment'
import { lengthText } from '@/clock/spans'
import { useKeys } from '@/keyboard/useKeys'
import { Facts } from '@/ui/Facts'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { callOutcomes, calls, callStates, parties } from '@/words/calls'
import { useCall } from '../api/useCalls'
import { CallCourse } from './CallCourse'
import { CallDialogues } from './CallDialogues'
import { CallMessages } from './CallMessages'
import { CallOrders } from './CallOrders'
import { Candidates } from './Candidates'
import { DialDirectly } from './DialDirectly'
import './calls.css'

interface CallPanelProps {
  callId: string
  mayOpenOrder: boolean
  /** Opens an order from this call, for a premise or without one. */
  onOpenOrder: (premise: string | null) => void
  /** Shows a task of the call, such as its wrap-up. */
  renderTask: (task: string) => ReactNode
  /** What stands below the call's facts, such as its recordings. */
  recordings?: ReactNode
}

/** One call: who may be calling, their open orders, and what is to be done about it. */
export function CallPanel({ callId, ...rest }: CallPanelProps) {
  const query = useCall(callId)
  return <Loaded query={query}>{(call) => <Whole call={call} {...rest} />}</Loaded>
}

function Whole({ call, mayOpenOrder, onOpenOrder, renderTask, recordings }: Omit<CallPanelProps, 'callId'> & { call: Call }) {
  const words = useWords(calls)
  const { done, failed } = useTell()
  const join = useJoinCall()
  const article = useRef<HTMLElement>(null)
  // The number belongs to one premise: most likely it is the caller's, and intake offers it first.
  const [only, ...others] = call.candidates
  useKeys({
    // From the list into the panel; from there on `f` belongs to the task in it.
    f: () => {
      if (!article.current?.contains(document.activeElement)) article.current?.querySelector<HTMLElement>('a, button')?.focus()
    },
    n: () => mayOpenOrder && onOpenOrder(only !== undefined && others.length === 0 ? only.id : null),
  })
  const openHere = mayOpenOrder ? (premise: Premise) => onOpenOrder(premise.id) : undefined
  return (
    <article ref={article} className="call">
      <CallHead call={call} />
      {call.call.ended_at !== null && call.call.caller_number !== null && (
        <div className="call-back">
          <DialDirectly what={{ number: call.call.caller_number }} name={words.callBack} />
        </div>
      )}
      <CallMessages call={call} />
      <CallCourse call={call} />
      <CallDialogues call={call} />
      {recordings}
      {call.open_orders.length > 0 && (
        <CallOrders
          title={words.openOrders}
          note={call.repeat ? words.repeat : undefined}
          orders={call.open_orders}
          onJoin={
            mayOpenOrder
              ? (order) =>
                  join.mutate(
                    { order, call: call.call.id },
                    { onSuccess: ({ number }) => done(words.joined(number)), onError: failed },
                  )
              : undefined
          }
        />
      )}
      {call.orders.length > 0 && <CallOrders title={words.linked} orders={call.orders} />}
      <Candidates premises={call.candidates} onOpenOrder={openHere} />
      {mayOpenOrder && (
        <div>
          <Button onClick={() => onOpenOrder(null)}>{words.openWithout}</Button>
        </div>
      )}
      {call.tasks.map((task) => (
        <section key={task.id} className="call-task" aria-label={task.name}>
          {renderTask(task.id)}
        </section>
      ))}
    </article>
  )
}

function CallHead({ call: { call } }: { call: Call }) {
  const words = useWords(calls)
  const { language } = useLanguage()
  const stateName = useNames(callStates)
  const outcomeName = useNames(callOutcomes)
  const partyName = useNames(parties)
  const span = (milliseconds: number | null) =>
    milliseconds === null ? null : lengthText(milliseconds / 1000, language)
  const at = (moment: string | null) => (moment === null ? null : <Moment at={moment} exact />)
  return (
    <section className="panel">
      <h1 className="call-title">
        <span className="figures">{call.caller_number ?? words.withheld}</span> {call.caller_name ?? words.unnamed}
        <span className={call.ended_at === null ? 'mark mark-near' : 'mark'}>
          {call.ended_at === null ? stateName(call.state) : outcomeName(call.outcome) || stateName(call.state)}
        </span>
        {call.has_recording && <span className="mark">{words.recorded}</span>}
      </h1>
      <Facts
        of={[
          [words.dialled, call.dialled_number],
          [words.queueName, call.queue],
          [words.agent, call.agent_name],
          [words.lastAgent, call.last_agent === call.agent ? null : call.last_agent_name],
          [words.started, at(call.started_at)],
          [words.answered, at(call.answered_at)],
          [words.ended, at(call.ended_at)],
          [words.waitingTime, span(call.waiting_ms)],
          [words.talkTime, span(call.talk_ms)],
          [words.holdTime, call.hold_ms === 0 ? null : span(call.hold_ms)],
          [words.wrapUpTime, span(call.wrap_up_ms)],
          [words.hungUpBy, partyName(call.hung_up_by)],
        ]}
      />
    </section>
  )
}
