import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { callBar } from '@/words/callBar'
import { useCallControls, usePress, type PlainVerb } from '../api/useControls'
import type { OnDesk } from '../desk'
import { TransferDialogue } from './TransferDialogue'

interface CallButtonsProps {
  one: OnDesk
  canAnswer: boolean
  answerHere: (() => void) | undefined
  onControl: (control: string) => void
}

interface Choice {
  key: string
  name: string
  verb: PlainVerb | 'hand-on'
  isOn?: boolean
  isMain?: boolean
  isDanger?: boolean
}

/**
 * What can be done with a call. The keys are function keys: they write nothing, so that they work while somebody
 * types into the form.
 */
export function CallButtons({ one: { pop, phase }, canAnswer, answerHere, onControl }: CallButtonsProps) {
  const words = useWords(callBar)
  const may = useMay()
  const mayAnswer = canAnswer || answerHere !== undefined
  const isLive = phase === 'ringing' || phase === 'talking'
  const call = pop.call.id
  const { data } = useCallControls(call, isLive)
  const press = usePress()
  const { failed } = useTell()
  const [isHandingOn, setHandingOn] = useState(false)
  const choices = isLive && may('control-call') ? offered() : []
  const choose = ({ verb }: Choice) => {
    if (verb === 'hand-on') setHandingOn(true)
    else if (verb === 'answer' && answerHere !== undefined) answerHere()
    else press.mutate({ call, verb }, { onSuccess: ({ id }) => onControl(id), onError: failed })
  }
  useKeys(Object.fromEntries(choices.map((choice) => [choice.key, () => choose(choice)])), { first: true, always: true })

  function offered(): Choice[] {
    if (phase === 'ringing') {
      return mayAnswer ? [{ key: 'F2', name: words.answer, verb: 'answer', isMain: true }] : []
    }
    const standing = data?.standing
    const { held = false, muted = false, recording_paused: paused = false } = standing ?? {}
    const mute: Choice = { key: 'F7', name: muted ? words.unmute : words.mute, verb: muted ? 'unmute' : 'mute', isOn: muted }
    // Whom a colleague consults leaves the call; the colleague has the caller.
    if (standing?.aside) return [mute, { key: 'F9', name: words.leave, verb: 'hangup' }]
    const end: Choice = { key: 'F9', name: words.hangUp, verb: 'hangup', isDanger: true }
    if (standing?.consultation) {
      return [
        { key: 'F8', name: words.complete, verb: 'complete', isMain: true },
        { key: 'F6', name: words.conference, verb: 'conference' },
        { key: 'F4', name: words.abandon, verb: 'abandon' },
        end,
      ]
    }
    return [
      { key: 'F4', name: held ? words.resume : words.hold, verb: held ? 'resume' : 'hold', isOn: held },
      mute,
      { key: 'F8', name: words.transfer, verb: 'hand-on' },
      {
        key: 'F10',
        name: paused ? words.resumeRecording : words.pauseRecording,
        verb: paused ? 'resume-recording' : 'pause-recording',
        isOn: paused,
      },
      end,
    ]
  }

  return (
    <>
      {phase === 'ringing' && !mayAnswer && <span className="quiet">{words.atTelephone}</span>}
      {choices.map((choice) => (
        <Button
          key={choice.key}
          size="small"
          type={choice.isMain || choice.isOn ? 'primary' : 'default'}
          danger={choice.isDanger}
          disabled={press.isPending}
          onClick={() => choose(choice)}
        >
          {choice.name} <kbd aria-hidden>{choice.key}</kbd>
        </Button>
      ))}
      {isHandingOn && phase === 'talking' && (
        <TransferDialogue pop={pop} onClose={() => setHandingOn(false)} onControl={onControl} />
      )}
    </>
  )
}
