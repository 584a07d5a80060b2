import { useState } from 'react'
import { Button } from 'antd'
import type { components } from '@/api/schema'
import { useMay } from '@/api/session'
import { Moment } from '@/clock/Moment'
import { lengthText } from '@/clock/spans'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { recordings, recordingStatuses } from '@/words/recordings'
import { useHoldRecording, useRecordings, type Whose } from '../api/useRecordings'
import { HoldDialogue } from './HoldDialogue'
import { Listeners } from './Listeners'
import { Player } from './Player'
import './recordings.css'

type Line = components['schemas']['RecordingLine']

/** The recordings of a call or an order that one may hear; nothing where there are none. */
export function Recordings({ of }: { of: Whose }) {
  const words = useWords(recordings)
  const may = useMay()
  const found = useRecordings(of, may('hear-recording'))
  if (found.data === undefined || found.data.items.length === 0) return null
  return (
    <section className="panel">
      <h2>{words.title}</h2>
      <ul className="recording-list">
        {found.data.items.map((line) => (
          <li key={line.id}>
            <Recording line={line} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Recording({ line }: { line: Line }) {
  const words = useWords(recordings)
  const { language } = useLanguage()
  const statusName = useNames(recordingStatuses)
  const { done } = useTell()
  const hold = useHoldRecording(line.id)
  const [open, setOpen] = useState<'player' | 'listeners'>()
  const [asked, setAsked] = useState(false)
  const show = (what: 'player' | 'listeners') => setOpen(open === what ? undefined : what)
  const act = line.held ? words.release : words.hold
  return (
    <>
      <div className="recording-line">
        <Moment at={line.started_at} exact />
        {line.ms !== null && <span className="figures">{lengthText(line.ms / 1000, language)}</span>}
        {line.agent_name !== null && <span>{line.agent_name}</span>}
        {line.status !== 'stored' && <span className="mark">{statusName(line.status)}</span>}
        {line.restricted && <span className="mark mark-near">{words.restricted}</span>}
        {line.held && <span className="mark mark-near">{words.held}</span>}
        <span className="recording-actions">
          {line.status === 'stored' && (
            <Button size="small" aria-expanded={open === 'player'} onClick={() => show('player')}>
              {open === 'player' ? words.close : words.listen}
            </Button>
          )}
          {line.may_audit && (
            <Button size="small" aria-expanded={open === 'listeners'} onClick={() => show('listeners')}>
              {words.listeners}
            </Button>
          )}
          {line.may_hold && (
            <Button size="small" onClick={() => setAsked(true)}>
              {act}
            </Button>
          )}
        </span>
      </div>
      {line.held && line.held_by_name !== null && line.hold_reason !== null ? (
        <p className="quiet">{words.heldBy(line.held_by_name, line.hold_reason)}</p>
      ) : (
        line.kept_until !== null && (
          <p className="quiet">
            {words.keptUntil} <Moment at={line.kept_until} exact />
          </p>
        )
      )}
      {open === 'player' && <Player recording={line.id} />}
      {open === 'listeners' && <Listeners recording={line.id} />}
      {asked && (
        <HoldDialogue
          title={act}
          command={hold}
          onClose={() => setAsked(false)}
          onSend={(reason) =>
            hold.mutate(
              { reason, hold: !line.held },
              {
                onSuccess: ({ held }) => {
                  done(held ? words.holdDone : words.releaseDone)
                  setAsked(false)
                },
              },
            )
          }
        />
      )}
    </>
  )
}
