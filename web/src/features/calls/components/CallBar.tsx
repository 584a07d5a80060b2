import { Button } from 'antd'
import { PanelRight, Phone, X } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { customerNumber } from '@/api/customerNumber'
import { useMay } from '@/api/session'
import { useNow } from '@/clock/useNow'
import { spanText } from '@/clock/spans'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useLanguage, useWords } from '@/words'
import { callBar, callPhases } from '@/words/callBar'
import { calls } from '@/words/calls'
import { ordersOf, sinceOf, type OnDesk } from '../desk'
import { CallButtons } from './CallButtons'
import { Caller } from './Caller'
import { DialButton } from './DialButton'
import { Outcome } from './Outcome'
import type { Desk } from './useDesk'
import './callBar.css'

interface CallBarProps {
  desk: Desk
  /** One's telephone can be made to answer from here. */
  canAnswer: boolean
  /** Answers in this page, where one's telephone is in it and rings; undefined: it is elsewhere. */
  answerHere: (() => void) | undefined
  isOpen: boolean
  onToggle: () => void
  onOpenOrder: () => void
  /** The last control that was asked for here, of which the outcome is told. */
  control: string | undefined
  onControl: (control: string | undefined) => void
}

/** The call with which one is busy: who, since when, about which order, and what can be done with it. */
export function CallBar({ desk, canAnswer, answerHere, isOpen, onToggle, onOpenOrder, control, onControl }: CallBarProps) {
  const words = useWords(callBar)
  const { current, others } = desk
  const mayOpenOrder = useMay()('open-order')
  const openOrder = mayOpenOrder && (
    <Button size="small" onClick={onOpenOrder}>
      {words.openOrder} <kbd aria-hidden>n</kbd>
    </Button>
  )
  const outcome = control !== undefined && (
    <Outcome key={control} controlId={control} onGone={() => onControl(undefined)} />
  )
  if (current === undefined) {
    return (
      <>
        <span className="quiet call-bar-idle">{words.idle}</span>
        {outcome}
        <DialButton onControl={onControl} />
        {openOrder}
      </>
    )
  }
  return (
    <>
      <Summary one={current} />
      {others.map(({ pop }) => (
        <Button key={pop.call.id} size="small" onClick={() => desk.choose(pop.call.id)}>
          {words.other(customerNumber(pop.call) ?? '…')}
        </Button>
      ))}
      {outcome}
      <div className="call-bar-buttons">
        <CallButtons
          key={current.pop.call.id}
          one={current}
          canAnswer={canAnswer}
          answerHere={answerHere}
          onControl={onControl}
        />
        {openOrder}
        <Button
          size="small"
          icon={<PanelRight size={14} aria-hidden />}
          aria-expanded={isOpen}
          title={words.pop}
          onClick={onToggle}
        >
          <span className="unseen">{words.pop}</span>
          <kbd aria-hidden>a</kbd>
        </Button>
        {current.phase === 'over' && (
          <Button
            size="small"
            type="text"
            icon={<X size={14} aria-hidden />}
            aria-label={words.putAway}
            onClick={desk.putAway}
          />
        )}
      </div>
    </>
  )
}

function Summary({ one: { pop, phase } }: { one: OnDesk }) {
  const words = useWords(calls)
  const phaseName = useNames(callPhases)
  const { language } = useLanguage()
  const now = useNow()
  const seconds = Math.max(now - Math.floor(Date.parse(sinceOf(pop, phase)) / 1000), 0)
  const [order] = ordersOf(pop)
  return (
    <div className="call-bar-call">
      <Phone size={16} aria-hidden />
      <span className={phase === 'over' ? 'mark' : 'mark mark-near'}>{phaseName(phase)}</span>
      {phase !== 'over' && <span className="figures">{spanText(seconds, language)}</span>}
      <strong className="figures">{customerNumber(pop.call) ?? words.withheld}</strong>
      <span className="call-bar-who">
        <Caller pop={pop} />
      </span>
      {order !== undefined && (
        <Link to="/orders/$orderId" params={{ orderId: order.id }}>
          <OrderNumber number={order.number} />
        </Link>
      )}
    </div>
  )
}
