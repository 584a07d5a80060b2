import type { Wallboard } from '@/api/types'
import { useZone } from '@/api/session'
import { clockText } from '@/clock/moments'
import { useNow } from '@/clock/useNow'
import { useIsLive } from '@/live/connection'
import { Loaded } from '@/ui/Loaded'
import { useTitle } from '@/ui/useTitle'
import { useLanguage, useWords } from '@/words'
import { wallboard } from '@/words/wallboard'
import { useWallboard } from '../api/useWallboard'
import { QueueLines } from './QueueLines'
import { levelTone, percentText, secondsText, sinceText } from './figureText'
import './wallboard.css'

/** What hangs on the wall: who waits, how callers are served today, what agents do, queue by queue. */
export function WallboardPage() {
  const words = useWords(wallboard)
  const zone = useZone()
  const now = useNow()
  const query = useWallboard()
  useTitle(words.title)
  return (
    <main className="wall">
      <header className="wall-head">
        <h1>{words.title}</h1>
        <time className="figures" dateTime={new Date(now * 1000).toISOString()}>
          {clockText(now * 1000, zone)}
        </time>
      </header>
      <Loaded query={query}>{(data) => <Wall data={data} now={now} failed={query.isError} />}</Loaded>
    </main>
  )
}

function Wall({ data, now, failed }: { data: Wallboard; now: number; failed: boolean }) {
  const words = useWords(wallboard)
  const { language } = useLanguage()
  const { today, agents } = data
  return (
    <>
      <Warnings data={data} failed={failed} />
      <div className="wall-tiles">
        <Tile name={words.waiting} value={String(data.waiting)} tone={data.waiting > 0 ? 'near' : undefined} large />
        <Tile name={words.longest} value={sinceText(data.longest_since, now, language)} large />
        <Tile
          name={words.serviceLevel}
          value={percentText(today.service_level_percent)}
          note={words.wished(data.level_percent)}
          tone={levelTone(today.service_level_percent, data.level_percent)}
          large
        />
        <Tile name={words.abandonment} value={percentText(today.abandonment_percent)} large />
        <Tile name={words.offered} value={String(today.offered)} />
        <Tile name={words.answered} value={String(today.answered)} />
        <Tile name={words.averageWait} value={secondsText(today.average_wait_seconds, language)} />
        <Tile name={words.averageHandle} value={secondsText(today.average_handle_seconds, language)} />
        <Tile name={words.occupancy} value={percentText(today.occupancy_percent)} />
        <Tile name={words.available} value={String(agents.available)} tone={agents.available > 0 ? 'calm' : undefined} />
        <Tile name={words.talking} value={String(agents.talking + agents.ringing)} />
        <Tile name={words.afterCall} value={String(agents.after_call)} />
        <Tile name={words.onBreak} value={String(agents.on_break)} />
      </div>
      <QueueLines queues={data.queues} now={now} level={data.level_percent} />
    </>
  )
}

/** Says when what is shown is older than it looks: the server is away, or nobody hears an exchange. */
function Warnings({ data, failed }: { data: Wallboard; failed: boolean }) {
  const words = useWords(wallboard)
  const zone = useZone()
  const isLive = useIsLive()
  const time = (at: string) => clockText(Date.parse(at), zone)
  const silent = data.nodes.filter((one) => !one.listening)
  return (
    <div role="status" className="wall-warnings">
      {(!isLive || failed) && <p>{words.cutOff(time(data.at))}</p>}
      {silent.map((one) => (
        <p key={one.node}>
          {one.heard_at === null ? words.neverHeard(one.node) : words.unheard(one.node, time(one.heard_at))}
        </p>
      ))}
    </div>
  )
}

interface TileProps {
  name: string
  value: string
  note?: string
  tone?: 'calm' | 'near' | 'late'
  large?: boolean
}

function Tile({ name, value, note, tone, large = false }: TileProps) {
  return (
    <section className={large ? 'wall-tile wall-tile-large' : 'wall-tile'} aria-label={name}>
      <h2>{name}</h2>
      <p className={tone === undefined ? 'figures' : `figures wall-${tone}`}>{value}</p>
      {note !== undefined && <small>{note}</small>}
    </section>
  )
}
