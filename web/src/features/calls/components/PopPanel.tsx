import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { X } from 'lucide-react'
import type { RefObject } from 'react'
import { customerNumber } from '@/api/customerNumber'
import { useMay } from '@/api/session'
import { useJoinCall } from '@/api/useJoinCall'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { callPhases } from '@/words/callBar'
import { calls } from '@/words/calls'
import { common } from '@/words/common'
import { flagKinds } from '@/words/intake'
import { pop as popWords } from '@/words/pop'
import { useLink } from '../api/usePop'
import type { OnDesk } from '../desk'
import { Caller } from './Caller'
import { CallerCandidates } from './CallerCandidates'
import { CameAlong } from './CameAlong'
import { LastCalls } from './LastCalls'
import { LinkByNumber } from './LinkByNumber'
import { PopCampaign } from './PopCampaign'
import { PopOrders } from './PopOrders'
import './calls.css'
import './pop.css'

interface PopPanelProps {
  one: OnDesk
  ref: RefObject<HTMLElement | null>
  onOpenOrder: (premise: string | null) => void
  onClose: () => void
}

/** What is known of a caller, beside the page: who it may be, what goes on for them, what was before. */
export function PopPanel({ one: { pop, phase }, ref, onOpenOrder, onClose }: PopPanelProps) {
  const words = useWords(calls)
  const own = useWords(popWords)
  const shared = useWords(common)
  const phaseName = useNames(callPhases)
  const flagName = useNames(flagKinds)
  const { language } = useLanguage()
  const may = useMay()
  const { done, failed } = useTell()
  const join = useJoinCall()
  const link = useLink()
  const { call } = pop
  const mayOpenOrder = may('open-order')
  const walk = (step: number) => {
    const all = [...(ref.current?.querySelectorAll<HTMLElement>('a, button, input') ?? [])]
    const at = all.findIndex((stop) => stop === document.activeElement)
    all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus()
  }
  useKeys({ j: () => walk(1), k: () => walk(-1), Escape: onClose }, { within: ref, first: true })
  const onLink = (order: { id: string } | { number: string }) =>
    link.mutate({ call: call.id, order }, { onSuccess: ({ number }) => done(own.linkedTo(number)), onError: failed })
  return (
    <aside ref={ref} className="call-pop" aria-label={own.title}>
      <header className="call-pop-head">
        <div role="status">
          <span className={phase === 'over' ? 'mark' : 'mark mark-near'}>{phaseName(phase)}</span>{' '}
          <strong className="figures">{customerNumber(call) ?? words.withheld}</strong> <Caller pop={pop} />
          <div className="quiet">{routed()}</div>
        </div>
        <Button type="text" size="small" icon={<X size={16} aria-hidden />} aria-label={shared.close} onClick={onClose} />
      </header>
      {pop.flags.map((flag) => (
        <p key={flag.id} className="call-pop-warning">
          {flagName(flag.kind)}：{flag.reason}
        </p>
      ))}
      {pop.came_with !== null && <CameAlong came={pop.came_with} onLink={(id) => onLink({ id })} linked={pop.orders} />}
      {pop.campaign !== null && <PopCampaign line={pop.campaign} />}
      <CallerCandidates pop={pop} onOpenOrder={mayOpenOrder ? onOpenOrder : undefined} />
      {pop.orders.length > 0 && <PopOrders title={words.linked} orders={pop.orders} />}
      <PopOrders
        title={words.openOrders}
        note={pop.repeat ? words.repeat : undefined}
        empty={own.noOpenOrders}
        orders={pop.open_orders.filter(({ id }) => !pop.orders.some((order) => order.id === id))}
        onLink={mayOpenOrder ? (id) => onLink({ id }) : undefined}
        onJoin={
          mayOpenOrder
            ? (order) =>
                join.mutate(
                  { order, call: call.id },
                  { onSuccess: ({ number }) => done(words.joined(number)), onError: failed },
                )
            : undefined
        }
      />
      {mayOpenOrder && <LinkByNumber isPending={link.isPending} onLink={(number) => onLink({ number })} />}
      <LastCalls calls={pop.last_calls} />
      <footer className="call-pop-foot">
        <Link to="/calls" search={{ call: call.id }}>
          {own.whole}
        </Link>
        <span className="quiet">
          <Moment at={call.started_at} />
        </span>
      </footer>
    </aside>
  )

  /** Why it rings here: handed on, chosen by rule, of a queue, or dialled directly. */
  function routed() {
    if (pop.came_with !== null) return own.from(pop.came_with.from_name ?? shared.unknown)
    if (pop.routing !== null && pop.routing.because !== 'queue')
      return own.because(language === 'zh' ? pop.routing.zh : pop.routing.en)
    if (call.queue !== null) {
      const name = (language === 'zh' ? pop.queue_zh : pop.queue_en) ?? call.queue
      return own.ofQueue([name, call.department_name].filter(Boolean).join(' · '))
    }
    return call.dialled_number === null ? null : own.dialled(call.dialled_number)
  }
}
