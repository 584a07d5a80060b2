import type { Campaign } from '@/api/types'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { modeMarks, pacing } from '@/words/pacing'

type Pace = NonNullable<Campaign['pace']>

/** How a list dials by itself now: lines, agents, and how many found no agent against what is allowed. */
export function PacePanel({ campaign, pace }: { campaign: Campaign; pace: Pace }) {
  const words = useWords(pacing)
  const modeName = useNames(modeMarks)
  const percent = (value: number | null) => (value === null ? '–' : `${value}%`)
  const isOver = pace.abandoned_percent !== null && pace.abandoned_percent > pace.abandoned_percent_most
  const isRunning = campaign.status === 'running'
  const isProgressive = campaign.mode === 'progressive'
  return (
    <section className="panel" aria-label={words.now}>
      <h2>
        {words.now} <span className="mark">{modeName(campaign.mode)}</span>{' '}
        {!isRunning && <span className="quiet">{words.notNow}</span>}
        {pace.line_down && (
          <span role="status" className="mark mark-late">
            {words.lineDown}
          </span>
        )}
      </h2>
      <dl className="campaigns-tiles">
        <Tile name={words.dialling} value={String(pace.dialling)} note={words.lines(pace.lines_most)} />
        {isProgressive && <Tile name={words.waiting} value={String(pace.waiting)} isNear={pace.waiting > 0} />}
        <Tile name={isProgressive ? words.speaking : words.hearing} value={String(pace.speaking)} />
        {isProgressive && (
          <>
            <Tile name={words.free} value={String(pace.agents_free)} note={words.signedIn(pace.agents)} />
            <Tile
              name={words.abandoned}
              value={percent(pace.abandoned_percent)}
              note={words.abandonedMost(pace.abandoned_percent_most, pace.abandoned, pace.answered)}
              isNear={isOver}
            />
          </>
        )}
        <Tile
          name={words.answers}
          value={percent(pace.answers_percent)}
          note={pace.answers_percent === null ? words.tooFew : undefined}
        />
      </dl>
    </section>
  )
}

interface TileProps {
  name: string
  value: string
  note?: string
  isNear?: boolean
}

function Tile({ name, value, note, isNear = false }: TileProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isNear ? 'figures campaigns-near' : 'figures'}>{value}</dd>
      {note !== undefined && <dd className="quiet campaigns-small">{note}</dd>}
    </div>
  )
}
