import { Radio } from 'antd'
import type { CallReceivers as Offered } from '@/api/types'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { agentStates } from '@/words/agent'
import { transfer } from '@/words/callBar'

/** How many are shown at a time: who looks for others types. */
const MOST_SHOWN = 8
/** What can be dialled: digits, perhaps with a plus, blanks and hyphens. */
const NUMBER = /^\+?\d[\d\s-]{1,24}$/

export interface Receiver {
  key: string
  body: { person_id: string } | { queue: string } | { number: string }
  name: { zh: string; en: string }
  about: string
  /** What a colleague does now. */
  state?: string
}

/** Returns to whom a call can go by what was typed: a number that was dialled so, colleagues, queues. */
export function receiverOf(offered: Offered | undefined, text: string): Receiver[] {
  const typed = text.trim()
  const outside: Receiver[] = NUMBER.test(typed)
    ? [{ key: 'number', body: { number: typed }, name: { zh: typed, en: typed }, about: 'number' }]
    : []
  const people = (offered?.people ?? []).map((one) => ({
    key: one.id,
    body: { person_id: one.id },
    name: { zh: one.name, en: one.name },
    about: one.departments.join(' · '),
    state: one.state,
  }))
  const queues = (offered?.queues ?? []).map((one) => ({
    key: one.name,
    body: { queue: one.name },
    name: { zh: one.zh, en: one.en },
    about: one.department_name,
  }))
  // A long list of colleagues leaves room for the queues.
  const room = MOST_SHOWN - outside.length - Math.min(queues.length, MOST_SHOWN / 2)
  return [...outside, ...people.slice(0, room), ...queues].slice(0, MOST_SHOWN)
}

interface ReceiversProps {
  offered: readonly Receiver[]
  chosen: string | undefined
  isReading: boolean
  onChoose: (key: string) => void
}

/** To whom a call can go, who is free first. */
export function Receivers({ offered, chosen, isReading, onChoose }: ReceiversProps) {
  const words = useWords(transfer)
  const stateName = useNames(agentStates)
  const { language } = useLanguage()
  if (offered.length === 0) return <p className="quiet">{isReading ? words.reading : words.nobody}</p>
  return (
    <Radio.Group
      className="transfer-receivers"
      aria-label={words.receivers}
      value={chosen}
      onChange={({ target }) => onChoose(target.value as string)}
      options={offered.map((one) => ({
        value: one.key,
        label: (
          <span className="transfer-receiver">
            <span>{one.name[language]}</span>
            <span className="quiet">{'number' in one.body ? words.outside : one.about}</span>
            {'queue' in one.body && <span className="mark">{words.queue}</span>}
            {one.state !== undefined && (
              <span className={one.state === 'available' ? 'mark mark-calm' : 'mark'}>{stateName(one.state)}</span>
            )}
          </span>
        ),
      }))}
    />
  )
}
