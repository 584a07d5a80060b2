import type { Call } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { lengthText } from '@/clock/spans'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { calls, talkHows } from '@/words/calls'

interface Step {
  key: string
  at: string
  until: string | null
  what: string
  who: string
  note: string | null
}

function seconds(since: string, until: string): number {
  return (Date.parse(until) - Date.parse(since)) / 1000
}

/** What happened in a call: where it waited, whose telephones rang, who spoke with the customer. */
export function CallCourse({ call }: { call: Call }) {
  const words = useWords(calls)
  const howName = useNames(talkHows)
  const { language } = useLanguage()
  const steps: Step[] = [
    ...call.visits.map((visit) => ({
      key: `visit ${visit.joined_at} ${visit.queue}`,
      at: visit.joined_at,
      until: visit.left_at,
      what: words.waited,
      who: visit.department_name ?? visit.queue,
      note: null,
    })),
    ...call.rings.map((ring) => ({
      key: `ring ${ring.at} ${ring.agent}`,
      at: ring.at,
      until: ring.until,
      what: words.rang,
      who: ring.person_name ?? ring.agent,
      note: ring.missed === null ? null : words.missed,
    })),
    ...call.talks.map((talk) => ({
      key: `talk ${talk.at} ${talk.agent}`,
      at: talk.at,
      until: talk.until,
      what: howName(talk.how) || words.spoke,
      who: talk.person_name ?? talk.agent,
      note: null,
    })),
  ]
  if (steps.length === 0) return null
  steps.sort((one, other) => one.at.localeCompare(other.at))
  return (
    <section className="panel">
      <h2>{words.course}</h2>
      <ol className="call-rows">
        {steps.map((step) => (
          <li key={step.key}>
            <span>
              <span className="quiet">{step.what}</span> {step.who}
              {step.note !== null && <span className="mark">{step.note}</span>}
            </span>
            <span className="quiet">
              <Moment at={step.at} exact />
              {step.until !== null && ` · ${lengthText(seconds(step.at, step.until), language)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
