import type { QueueNow } from '@/api/types'
import { useLanguage, useNamed, useWords } from '@/words'
import { wallboard } from '@/words/wallboard'
import { OverflowMark } from './OverflowMark'
import { levelTone, percentText, secondsText, sinceText } from './figureText'

interface QueueLinesProps {
  queues: readonly QueueNow[]
  now: number
  /** The service level that is wished for, in percent. */
  level: number
}

/** Queue by queue; those with the most waiting come first. */
export function QueueLines({ queues, now, level }: QueueLinesProps) {
  const words = useWords(wallboard)
  const named = useNamed()
  const { language } = useLanguage()
  if (queues.length === 0) return <p className="empty">{words.noQueues}</p>
  return (
    <table className="wall-queues">
      <caption>{words.queues}</caption>
      <thead>
        <tr>
          <th scope="col">{words.queue}</th>
          <th scope="col">{words.waiting}</th>
          <th scope="col">{words.longest}</th>
          <th scope="col">{words.available}</th>
          <th scope="col">{words.talking}</th>
          <th scope="col">{words.needed}</th>
          <th scope="col">{words.expectedWait}</th>
          <th scope="col">{words.offered}</th>
          <th scope="col">{words.serviceLevel}</th>
          <th scope="col">{words.abandonment}</th>
          <th scope="col">{words.averageWait}</th>
        </tr>
      </thead>
      <tbody>
        {queues.map((one) => {
          const tone = levelTone(one.today.service_level_percent, level)
          return (
            <tr key={`${one.department ?? ''} ${one.queue}`}>
              <th scope="row">
                {named({ name_zh: one.zh, name_en: one.en })} <span className="quiet">{one.tier_name}</span>{' '}
                <OverflowMark overflow={one.overflow} />
              </th>
              <td className={one.waiting > 0 ? 'wall-near' : undefined}>{one.waiting}</td>
              <td>{sinceText(one.longest_since, now, language)}</td>
              <td className={one.agents.available > 0 ? 'wall-calm' : undefined}>{one.agents.available}</td>
              <td>{one.agents.talking + one.agents.ringing}</td>
              <td>{one.agents_needed ?? '–'}</td>
              <td>{secondsText(one.expected_wait_seconds, language)}</td>
              <td>{one.today.offered}</td>
              <td className={tone === undefined ? undefined : `wall-${tone}`}>
                {percentText(one.today.service_level_percent)}
              </td>
              <td>{percentText(one.today.abandonment_percent)}</td>
              <td>{secondsText(one.today.average_wait_seconds, language)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
