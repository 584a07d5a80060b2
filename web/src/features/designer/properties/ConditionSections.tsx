import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { setExpression, setValues } from '../modeler/edits'
import { expressionOf } from '../modeler/reading'
import { useShown } from './element'
import { ChoiceRow, FeelRow, FlagRow, Section } from './fields'

/** When a complex gateway goes on. */
export function ActivationSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  return (
    <Section title={words.activation}>
      <FeelRow
        label={words.activationCondition}
        hint={words.activationHint}
        placeholder="activationCount >= 2"
        value={expressionOf(subject, 'activationCondition')}
        onChange={(text) => setExpression(editor, element, subject, 'activationCondition', text)}
      />
    </Section>
  )
}

/** In which order an ad-hoc sub-process offers its activities, and when it is enough. */
export function AdHocSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  return (
    <Section title={words.adHoc}>
      <ChoiceRow
        label={words.ordering}
        value={subject.get('ordering') === 'Sequential' ? 'Sequential' : 'Parallel'}
        options={[
          { value: 'Parallel', label: words.orderingParallel },
          { value: 'Sequential', label: words.orderingSequential },
        ]}
        onChange={(ordering) => setValues(editor, element, subject, { ordering })}
      />
      <FeelRow
        label={words.completionCondition}
        hint={words.adHocHint}
        value={expressionOf(subject, 'completionCondition')}
        onChange={(text) => setExpression(editor, element, subject, 'completionCondition', text)}
      />
      <FlagRow
        label={words.cancelRemaining}
        value={subject.get('cancelRemainingInstances') !== false}
        onChange={(yes) => setValues(editor, element, subject, { cancelRemainingInstances: yes })}
      />
    </Section>
  )
}

/** Whether an event-based gateway begins the process, and whether all of its events must happen then. */
export function EventGatewaySection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const begins = subject.get('instantiate') === true
  const isParallel = subject.get('eventGatewayType') === 'Parallel'
  return (
    <Section title={words.eventGateway}>
      <FlagRow
        label={words.instantiate}
        value={begins}
        onChange={(yes) =>
          setValues(editor, element, subject, { instantiate: yes, ...(yes ? {} : { eventGatewayType: 'Exclusive' }) })
        }
      />
      {begins && (
        <FlagRow
          label={words.allEvents}
          value={isParallel}
          onChange={(yes) => setValues(editor, element, subject, { eventGatewayType: yes ? 'Parallel' : 'Exclusive' })}
        />
      )}
    </Section>
  )
}

/** A receive task that begins the process when its message comes. */
export function InstantiateFlag() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  return (
    <FlagRow
      label={words.instantiate}
      value={subject.get('instantiate') === true}
      onChange={(yes) => setValues(editor, element, subject, { instantiate: yes })}
    />
  )
}
