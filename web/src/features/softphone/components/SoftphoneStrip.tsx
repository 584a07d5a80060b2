import { Button } from 'antd'
import { Headphones } from 'lucide-react'
import { useKeys } from '@/keyboard/useKeys'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { callPhases } from '@/words/callBar'
import { softphone, softphoneLines, softphoneLost } from '@/words/softphone'
import { STUCK, type Line, type OwnCall } from '../machine'
import type { OwnTelephone } from '../useSoftphone'
import { Keypad } from './Keypad'
import './softphone.css'

interface SoftphoneStripProps {
  phone: OwnTelephone
  /** The desk shows the call: its own keys are the ones that count. */
  isKnown: boolean
}

/** The telephone in this page, within the call bar: how its line stands, and what is at it that the desk lacks. */
export function SoftphoneStrip({ phone, isKnown }: SoftphoneStripProps) {
  const words = useWords(softphone)
  const lineName = useNames(softphoneLines)
  const lostName = useNames(softphoneLost)
  const { line, call, lost } = phone
  if (line === 'off') return null
  return (
    <div className="softphone" role="group" aria-label={words.title}>
      <Headphones size={14} aria-hidden />
      <span role="status" className={className(line, call !== null || isKnown)}>
        {lineName(line)}
      </span>
      {STUCK.includes(line) && (
        <Button size="small" onClick={phone.again}>
          {words.again}
        </Button>
      )}
      {call !== null && !isKnown && <AtIt phone={phone} call={call} />}
      {call?.phase === 'talking' && <Keypad phone={phone} call={call} />}
      {lost !== null && (
        <span role="status" className="softphone-wrong">
          {lost.who} {lostName(lost.why)}{' '}
          <Button size="small" onClick={phone.putAway}>
            {words.putAway}
          </Button>
        </span>
      )}
    </div>
  )
}

/** In a call the bar has other things to say than that all is well. */
function className(line: Line, isInCall: boolean): string {
  if (line === 'ready') return isInCall ? 'unseen' : 'quiet'
  return line === 'connecting' ? 'quiet' : 'softphone-wrong'
}

/** A call that the desk does not show: one that oneself has dialled, or none that Huan knows of. */
function AtIt({ phone, call }: { phone: OwnTelephone; call: OwnCall }) {
  const words = useWords(softphone)
  const phaseName = useNames(callPhases)
  const isTalking = call.phase === 'talking'
  const choices = [
    ...(call.phase === 'ringing' ? [{ key: 'F2', name: words.answer, does: phone.answer, isOn: true }] : []),
    ...(isTalking ? standing(phone, call, words) : []),
    { key: 'F9', name: words.hangUp, does: phone.hangUp, isOn: false },
  ]
  useKeys(Object.fromEntries(choices.map(({ key, does }) => [key, does])), { first: true, always: true })
  return (
    <>
      <span className={isTalking ? 'mark mark-near' : 'mark'}>{phaseName(isTalking ? 'talking' : 'ringing')}</span>
      <strong className="figures">{call.who}</strong>
      {choices.map(({ key, name, does, isOn }) => (
        <Button key={key} size="small" type={isOn ? 'primary' : 'default'} danger={key === 'F9'} onClick={does}>
          {name} <kbd aria-hidden>{key}</kbd>
        </Button>
      ))}
    </>
  )
}

function standing(phone: OwnTelephone, call: OwnCall, words: Record<'hold' | 'resume' | 'mute' | 'unmute', string>) {
  return [
    {
      key: 'F4',
      name: call.isHeld ? words.resume : words.hold,
      does: () => phone.hold(!call.isHeld),
      isOn: call.isHeld,
    },
    {
      key: 'F7',
      name: call.isMuted ? words.unmute : words.mute,
      does: () => phone.mute(!call.isMuted),
      isOn: call.isMuted,
    },
  ]
}
