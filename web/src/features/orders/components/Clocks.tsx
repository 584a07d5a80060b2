import type { Clock } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { lengthText, spanText } from '@/clock/spans'
import { useNow } from '@/clock/useNow'
import { useLanguage, useNamed, useWords, type Language } from '@/words'
import { clocks } from '@/words/clocks'

/** The time limits of an order: what runs, what is paused, what was kept and what was not. */
export function Clocks({ of }: { of: readonly Clock[] }) {
  const words = useWords(clocks)
  if (of.length === 0) return null
  return (
    <section className="panel">
      <h2>{words.limits}</h2>
      <ul className="clocks">
        {of.map((clock) => (
          <ClockRow key={clock.rule} clock={clock} />
        ))}
      </ul>
    </section>
  )
}

function ClockRow({ clock }: { clock: Clock }) {
  const words = useWords(clocks)
  const named = useNamed()
  const { language } = useLanguage()
  const amount = words[clock.unit as 'minutes']
  const layers = [
    clock.target !== null ? `${words.target} ${amount(clock.target)}` : null,
    clock.promise !== null ? `${words.promise} ${amount(clock.promise)}` : null,
  ].filter(Boolean)
  const state = clock.breached ? 'late' : clock.state === 'running' ? 'running' : 'rest'
  return (
    <li className={`clock clock-${state}`}>
      <span className="clock-name">
        {named(clock)} <span className="quiet">{layers.join(' · ')}</span>
      </span>
      <span className="clock-state figures">
        {clock.state === 'running' && <Running clock={clock} />}
        {clock.state === 'paused' && words.paused}
        {clock.state === 'waiting' && <span className="quiet">{words.waiting}</span>}
        {clock.state === 'undetermined' && words.missingYear(clock.missing_year ?? 0)}
        {clock.state === 'stopped' && (
          <>
            {clock.elapsed_seconds !== null && words.used(lengthText(clock.elapsed_seconds, language))}{' '}
            <span className={clock.breached ? 'mark mark-late' : 'mark mark-calm'}>
              {clock.breached ? words.breached : words.inTime}
            </span>
          </>
        )}
        {clock.provisional && <span className="mark">{words.provisional}</span>}
      </span>
    </li>
  )
}

function Running({ clock }: { clock: Clock }) {
  const words = useWords(clocks)
  const { language } = useLanguage()
  const now = useNow()
  const at = clock.target_breached ? (clock.promise_due_at ?? clock.target_due_at) : (clock.target_due_at ?? clock.promise_due_at)
  if (at === null) return <>{words.running}</>
  const left = Math.floor(Date.parse(at) / 1000) - now
  return (
    <>
      <span className={left < 0 ? 'due due-late' : clock.warnings.some((one) => Date.parse(one.at) <= now * 1000) ? 'due due-near' : 'due'}>
        {left < 0 ? words.over(spanText(left, language)) : words.left(leftText(clock, left, language, words.workingLeft))}
      </span>{' '}
      <span className="quiet">
        <Moment at={at} />
      </span>
    </>
  )
}

/** Returns the working time left where the limit counts it, else the time left. */
function leftText(
  clock: Clock,
  left: number,
  language: Language,
  working: (days: number, hours: number) => string,
): string {
  if (clock.remaining_working_days === null || clock.remaining_working_seconds === null) return spanText(left, language)
  return working(clock.remaining_working_days, Math.floor(clock.remaining_working_seconds / 3600))
}
