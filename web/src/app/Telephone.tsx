import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useMay } from '@/api/session'
import { useAgentState } from '@/features/agent/api/useAgent'
import { StateMenu } from '@/features/agent/components/StateMenu'
import { CallBar } from '@/features/calls/components/CallBar'
import { PopPanel } from '@/features/calls/components/PopPanel'
import { useDesk } from '@/features/calls/components/useDesk'
import { usePopOpen } from '@/features/calls/components/usePopOpen'
import { premiseOf } from '@/features/calls/desk'
import { SoftphoneStrip } from '@/features/softphone/components/SoftphoneStrip'
import { useSoftphone } from '@/features/softphone/useSoftphone'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { callBar } from '@/words/callBar'
import './telephone.css'

/** The telephone around a page: for whoever takes calls the bar above it, and the pop beside it. */
export function Telephone({ children }: { children: ReactNode }) {
  const may = useMay()
  return may('take-calls') ? <AtTelephone>{children}</AtTelephone> : <div className="telephone-page">{children}</div>
}

function AtTelephone({ children }: { children: ReactNode }) {
  const words = useWords(callBar)
  const may = useMay()
  const navigate = useNavigate()
  const desk = useDesk()
  const { data: state } = useAgentState()
  const { current } = desk
  const isAtSoftphone = state?.device_kind === 'softphone' && state.state !== 'signed-out'
  const phone = useSoftphone(isAtSoftphone ? state.device : null)
  const isKnown = current?.phase === 'ringing' || current?.phase === 'talking'
  const { isOpen, panel, setOpen } = usePopOpen(current?.pop.call.id)
  const [control, setControl] = useState<string>()
  const openOrder = (premise: string | null) =>
    void navigate({
      to: '/intake',
      search: current === undefined ? {} : { call: current.pop.call.id, premise: premise ?? undefined },
    })
  const openOfCall = () => openOrder(current === undefined ? null : premiseOf(current.pop))
  useKeys({ n: () => may('open-order') && openOfCall() }, { last: true })
  return (
    <>
      <section className="telephone-bar" aria-label={words.title}>
        <StateMenu />
        <CallBar
          desk={desk}
          canAnswer={state === undefined || state.device === null || state.can_answer}
          answerHere={phone.call?.phase === 'ringing' ? phone.answer : undefined}
          isOpen={isOpen}
          onToggle={() => setOpen(!isOpen)}
          onOpenOrder={openOfCall}
          control={control}
          onControl={setControl}
        />
        <SoftphoneStrip phone={phone} isKnown={isKnown} />
      </section>
      <div className="telephone-page">
        {children}
        {isOpen && current !== undefined && (
          <PopPanel one={current} ref={panel} onOpenOrder={openOrder} onClose={() => setOpen(false)} />
        )}
      </div>
    </>
  )
}
