import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { QueueNow, SwitchOverflowBody } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useNamed, useWords } from '@/words'
import { overflowing } from '@/words/wallboard'
import { useQueues, useSwitching } from '../api/useOverflow'
import { OverflowMark } from './OverflowMark'
import './overflow.css'

/** Where the callers of each queue go: by its rule, or as a person says. */
export function OverflowPanel() {
  const words = useWords(overflowing)
  const query = useQueues()
  return (
    <section className="panel" aria-label={words.title}>
      <h2>
        {words.title} <span className="quiet">{words.about}</span>
      </h2>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="overflows">
            {items.map((one) => one.id !== null && <Line key={one.id} id={one.id} one={one} queues={items} />)}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

function Line({ id, one, queues }: { id: string; one: QueueNow; queues: readonly QueueNow[] }) {
  const words = useWords(overflowing)
  const named = useNamed()
  const tell = useTell()
  const turn = useSwitching()
  const [to, setTo] = useState<string>()
  const [why, setWhy] = useState('')
  const [withWaiting, setWithWaiting] = useState(false)
  const name = named({ name_zh: one.zh, name_en: one.en })
  const set = (body: Omit<SwitchOverflowBody, 'why'>) =>
    turn.mutate(
      { id, body: { ...body, why } },
      {
        onSuccess: () => {
          tell.done(words.done)
          setWhy('')
        },
        onError: tell.failed,
      },
    )
  const silent = why.trim() === ''
  return (
    <li aria-label={name}>
      <div>
        <strong>{name}</strong> <span className="quiet">{one.tier_name}</span> <OverflowMark overflow={one.overflow} />
        <div className="quiet">
          {one.overflow === null && (one.has_rule ? words.byRule : words.noRule)}
          {one.overflow !== null && (
            <>
              <Moment at={one.overflow.since} /> {one.overflow.by ?? words.rule(one.overflow.rule ?? '')} {one.overflow.why}
            </>
          )}
        </div>
      </div>
      <Select
        aria-label={words.to}
        placeholder={words.to}
        value={to}
        options={queues
          .filter((other) => other.id !== null && other.id !== id)
          .map((other) => ({ value: other.id, label: named({ name_zh: other.zh, name_en: other.en }) }))}
        onChange={(chosen: string) => setTo(chosen)}
      />
      <Input
        aria-label={words.why}
        placeholder={words.why}
        value={why}
        maxLength={300}
        onChange={(event) => setWhy(event.target.value)}
      />
      <Checkbox checked={withWaiting} onChange={(event) => setWithWaiting(event.target.checked)}>
        {words.withWaiting}
      </Checkbox>
      <Button
        disabled={silent || to === undefined}
        onClick={() => set({ mode: 'over', to: to ?? null, with_waiting: withWaiting })}
      >
        {words.over}
      </Button>
      <Button disabled={silent} onClick={() => set({ mode: 'home' })}>
        {words.home}
      </Button>
      <Button disabled={silent} onClick={() => set({ mode: 'rule' })}>
        {words.asRule}
      </Button>
    </li>
  )
}
