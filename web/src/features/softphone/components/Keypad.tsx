import { Button, Popover } from 'antd'
import { Grip } from 'lucide-react'
import { useRef, useState } from 'react'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { softphone } from '@/words/softphone'
import type { OwnCall } from '../machine'
import type { OwnTelephone } from '../useSoftphone'

const TONES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** The telephone itself: its digits, and what works also when the exchange does not hear Huan. Key: `*`. */
export function Keypad({ phone, call }: { phone: OwnTelephone; call: OwnCall }) {
  const words = useWords(softphone)
  const [isOpen, setOpen] = useState(false)
  useKeys({ '*': () => setOpen(true) }, { last: true })
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      title={words.keypad}
      destroyOnHidden
      content={<Keys phone={phone} call={call} onClose={() => setOpen(false)} />}
    >
      <Button size="small" icon={<Grip size={14} aria-hidden />} aria-expanded={isOpen} title={words.keypad}>
        <span className="unseen">{words.keypad}</span>
        <kbd aria-hidden>*</kbd>
      </Button>
    </Popover>
  )
}

function Keys({ phone, call, onClose }: { phone: OwnTelephone; call: OwnCall; onClose: () => void }) {
  const words = useWords(softphone)
  const pad = useRef<HTMLDivElement>(null)
  const [pressed, setPressed] = useState('')
  const press = (tone: string) => {
    phone.press(tone)
    setPressed(pressed + tone)
  }
  useKeys(
    { ...Object.fromEntries(TONES.map((tone) => [tone, () => press(tone)])), Escape: onClose },
    { within: pad, first: true },
  )
  return (
    <div ref={pad} className="softphone-pad">
      <p className="quiet" role="status">
        {pressed === '' ? words.keypadHint : words.pressed(pressed)}
      </p>
      <div className="softphone-tones">
        {TONES.map((tone, at) => (
          <Button key={tone} autoFocus={at === 0} onClick={() => press(tone)}>
            {tone}
          </Button>
        ))}
      </div>
      <div className="softphone-itself">
        <Button size="small" onClick={() => phone.hold(!call.isHeld)}>
          {call.isHeld ? words.resume : words.hold}
        </Button>
        <Button size="small" onClick={() => phone.mute(!call.isMuted)}>
          {call.isMuted ? words.unmute : words.mute}
        </Button>
        <Button size="small" danger onClick={phone.hangUp}>
          {words.hangUp}
        </Button>
      </div>
    </div>
  )
}
