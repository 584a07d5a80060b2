import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import type { Announcement } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { announcing } from '@/words/wallboard'
import { useAnnouncements, useAnnouncing } from '../api/useAnnouncements'
import './announcements.css'

/** What callers hear first, such as a mass outage: written, switched on once it can be heard, switched off. */
export function AnnouncementPanel() {
  const words = useWords(announcing)
  const query = useAnnouncements()
  return (
    <section className="panel" aria-label={words.title}>
      <h2>
        {words.title} <span className="quiet">{words.about}</span>
      </h2>
      <Loaded query={query}>
        {({ items, tiers }) => (
          <>
            <Writing tiers={tiers} />
            {items.length === 0 && <p className="quiet">{words.none}</p>}
            <ul className="announcements">
              {items.map((one) => (
                <Line key={one.id} one={one} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </section>
  )
}

function Writing({ tiers }: { tiers: readonly { id: string; name: string }[] }) {
  const words = useWords(announcing)
  const { write } = useAnnouncing()
  const tell = useTell()
  const [tier, setTier] = useState(tiers[0]?.id)
  const [text, setText] = useState('')
  const send = () => {
    if (tier === undefined || text.trim() === '') return
    write.mutate(
      { tier_id: tier, text },
      {
        onSuccess: () => {
          tell.done(words.written)
          setText('')
        },
        onError: tell.failed,
      },
    )
  }
  return (
    <div className="announcement-writing">
      <Select
        aria-label={words.tier}
        value={tier}
        options={tiers.map((one) => ({ value: one.id, label: one.name }))}
        onChange={setTier}
      />
      <Input
        aria-label={words.text}
        placeholder={words.text}
        value={text}
        maxLength={300}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={send}
      />
      <Button onClick={send} loading={write.isPending} disabled={text.trim() === ''}>
        {words.write}
      </Button>
    </div>
  )
}

function Line({ one }: { one: Announcement }) {
  const words = useWords(announcing)
  const { turn } = useAnnouncing()
  const tell = useTell()
  const isOver = one.off_at !== null
  const set = (on: boolean) =>
    turn.mutate({ id: one.id, on }, { onSuccess: () => tell.done(on ? words.isOn : words.isOff), onError: tell.failed })
  return (
    <li>
      <div>
        <strong>{one.tier_name}</strong> {one.text}
        <div className="quiet">
          {one.on_at !== null && (
            <>
              {words.on} <Moment at={one.on_at} /> {one.on_by}
            </>
          )}
          {one.off_at !== null && (
            <>
              {' '}
              {words.off} <Moment at={one.off_at} /> {one.off_by}
            </>
          )}
          {one.on_at === null && !isOver && (one.has_sound ? words.ready : words.silent(one.sound))}
        </div>
      </div>
      {one.on && <span className="mark mark-late">{words.heard}</span>}
      {!isOver && (
        <>
          {!one.on && (
            <Button size="small" disabled={!one.has_sound} onClick={() => set(true)}>
              {words.turnOn}
            </Button>
          )}
          <Button size="small" onClick={() => set(false)}>
            {one.on ? words.turnOff : words.putAway}
          </Button>
        </>
      )}
    </li>
  )
}
