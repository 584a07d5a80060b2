import { Link } from '@tanstack/react-router'
import type { CallLine } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { callOutcomes, callStates } from '@/words/calls'
import { pop as popWords } from '@/words/pop'

/** The last calls of the same number. */
export function LastCalls({ calls }: { calls: readonly CallLine[] }) {
  const words = useWords(popWords)
  const stateName = useNames(callStates)
  const outcomeName = useNames(callOutcomes)
  return (
    <section>
      <h2>{words.lastCalls}</h2>
      {calls.length === 0 && <p className="quiet">{words.noLastCalls}</p>}
      <ul className="call-rows">
        {calls.map((call) => (
          <li key={call.id}>
            <Link to="/calls" search={{ call: call.id }}>
              <Moment at={call.started_at} />
            </Link>
            <span>{outcomeName(call.outcome) || stateName(call.state)}</span>
            <span className="quiet">{call.last_agent_name ?? call.agent_name}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
