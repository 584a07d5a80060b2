import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { addressWords } from '@/words/diagramWords'
import { setAttributes, setExpression, setReference, setTime, setValues } from '../modeler/edits'
import {
  eventsOf,
  expressionOf,
  flowElementsOf,
  isA,
  nameOf,
  textOf,
  timeOf,
  TIMES,
  type Time,
} from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FeelRow, FlagRow, Section, TextRow } from './fields'
import { MessageOf, Reference } from './References'

/** What an event waits for or throws: one thing, or several. */
export function EventSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const events = eventsOf(subject)
  const isBoundary = isA(subject, 'bpmn:BoundaryEvent')
  const isInner = isA(subject, 'bpmn:StartEvent') && subject.$parent?.get('triggeredByEvent') === true
  const interrupting = isBoundary ? 'cancelActivity' : 'isInterrupting'
  const always = events.some((event) => isA(event, 'bpmn:ErrorEventDefinition', 'bpmn:CompensateEventDefinition'))
  return (
    <Section title={words.event}>
      {events.length === 0 && <p className="quiet">{words.eventNone}</p>}
      {events.map((event, place) => (
        <div key={place} className={events.length > 1 ? 'properties-entry' : 'properties-rows'}>
          <Trigger event={event} />
        </div>
      ))}
      {events.length > 1 && isA(subject, 'bpmn:CatchEvent') && (
        <FlagRow
          label={words.allTriggers}
          value={subject.get('parallelMultiple') === true}
          onChange={(yes) => setValues(editor, element, subject, { parallelMultiple: yes })}
        />
      )}
      {(isBoundary || isInner) && events.length > 0 && !always && (
        <FlagRow
          label={words.interrupts}
          value={subject.get(interrupting) !== false}
          onChange={(yes) => setValues(editor, element, subject, { [interrupting]: yes })}
        />
      )}
    </Section>
  )
}

function Trigger({ event }: { event: Moddle }) {
  if (isA(event, 'bpmn:TimerEventDefinition')) return <Timer event={event} />
  if (isA(event, 'bpmn:MessageEventDefinition')) return <MessageOf event={event} />
  if (isA(event, 'bpmn:ConditionalEventDefinition')) return <Condition event={event} />
  if (isA(event, 'bpmn:LinkEventDefinition')) return <Link event={event} />
  if (isA(event, 'bpmn:CompensateEventDefinition')) return <Compensate event={event} />
  if (isA(event, 'bpmn:SignalEventDefinition')) {
    return <Reference event={event} property="signalRef" type="bpmn:Signal" code={null} />
  }
  if (isA(event, 'bpmn:ErrorEventDefinition')) {
    return <Reference event={event} property="errorRef" type="bpmn:Error" code="errorCode" />
  }
  if (isA(event, 'bpmn:EscalationEventDefinition')) {
    return (
      <>
        <Reference event={event} property="escalationRef" type="bpmn:Escalation" code="escalationCode" />
        <EscalateTo />
      </>
    )
  }
  return null
}

function Timer({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const { kind, text } = timeOf(event)
  const names = { timeDuration: words.timeDuration, timeDate: words.timeDate, timeCycle: words.timeCycle }
  return (
    <>
      <ChoiceRow
        label={words.timeKind}
        value={kind}
        options={TIMES.map((one) => ({ value: one, label: names[one] }))}
        onChange={(chosen) => setTime(editor, element, event, chosen as Time, text)}
      />
      <FeelRow
        label={words.when}
        hint={words.whenHint}
        placeholder='limit("accept")'
        value={text}
        onChange={(typed) => setTime(editor, element, event, kind, typed)}
      />
      {kind === 'timeCycle' && (
        <FlagRow
          label={words.everyMissed}
          value={textOf(subject, 'huan:everyMissed') === 'true'}
          onChange={(yes) => setAttributes(editor, element, subject, { 'huan:everyMissed': yes ? 'true' : '' })}
        />
      )}
    </>
  )
}

function Condition({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  return (
    <FeelRow
      label={words.condition}
      value={expressionOf(event, 'condition')}
      onChange={(text) => setExpression(editor, element, event, 'condition', text)}
    />
  )
}

/** Which activity a thrown compensation undoes; none: all of its scope. */
function Compensate({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  if (!isA(subject, 'bpmn:ThrowEvent')) return null
  const scope = subject.$parent
  const outer = scope?.get('triggeredByEvent') === true ? scope.$parent : scope
  const chosen = event.get('activityRef') as Moddle | undefined
  const activities = (outer === undefined ? [] : flowElementsOf(outer)).filter((one) => isA(one, 'bpmn:Activity'))
  return (
    <ChoiceRow
      label={words.compensates}
      hint={words.compensatesHint}
      optional
      value={chosen === undefined ? '' : textOf(chosen, 'id')}
      options={activities.map((one) => ({ value: textOf(one, 'id'), label: nameOf(one) || textOf(one, 'id') }))}
      onChange={(id) => setReference(editor, element, event, 'activityRef', activities.find((one) => one.id === id) ?? null)}
    />
  )
}

function Link({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  return (
    <TextRow
      label={words.linkName}
      value={textOf(event, 'name')}
      onChange={(name) => setAttributes(editor, element, event, { name })}
    />
  )
}

/** The tier whose attention an escalation raises. */
function EscalateTo() {
  const words = useWords(designer)
  const names: Record<string, string> = useWords(addressWords)
  const { editor, element, subject } = useShown()
  if (!isA(subject, 'bpmn:ThrowEvent')) return null
  const tiers = ['station', 'county', 'city', 'province', 'superior']
  return (
    <ChoiceRow
      label={words.escalateTo}
      optional
      value={textOf(subject, 'huan:escalateTo')}
      options={tiers.map((tier) => ({ value: tier, label: names[tier] ?? tier }))}
      onChange={(tier) => setAttributes(editor, element, subject, { 'huan:escalateTo': tier })}
    />
  )
}
