import type { Call } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { calls, dialogueOutcomes } from '@/words/calls'

type Step = Call['dialogues'][number]['steps'][number]

const PRESSED = 'pressed '

/** What the caller heard and pressed before an agent, or instead of one. */
export function CallDialogues({ call }: { call: Call }) {
  const words = useWords(calls)
  const outcomeName = useNames(dialogueOutcomes)
  const came = ({ outcome }: Step) => {
    if (outcome === null || outcome === 'done') return ''
    return outcome.startsWith(PRESSED) ? words.pressed(outcome.slice(PRESSED.length)) : outcomeName(outcome)
  }
  const steps = call.dialogues.flatMap((dialogue) => dialogue.steps.map((step) => ({ ...step, run: dialogue.id })))
  const shown = steps.filter((step) => step.said !== null || came(step) !== '')
  if (shown.length === 0) return null
  return (
    <section className="panel">
      <h2>{words.dialogue}</h2>
      <ol className="call-rows">
        {shown.map((step) => (
          <li key={`${step.run} ${step.at} ${step.element}`}>
            <span>
              {step.said ?? <span className="quiet">{step.element_name}</span>}{' '}
              {came(step) !== '' && <span className="mark">{came(step)}</span>}
            </span>
            <span className="quiet">
              <Moment at={step.at} exact />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
