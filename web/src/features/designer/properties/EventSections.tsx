import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useWords } from '@/words'
import { addressWords, designer } from '@/words/designer'
import { addRoot, setAttributes, setExpression, setReference, setTime, setValues } from '../modeler/edits'
import { eventOf, expressionOf, isA, rootsOf, textOf, timeOf, TIMES, type Time } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FeelRow, FlagRow, Section, TextRow } from './fields'

/** What an event waits for or throws. */
export function EventSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const event = eventOf(subject)
  const isBoundary = isA(subject, 'bpmn:BoundaryEvent')
  const isInner = isA(subject, 'bpmn:StartEvent') && subject.$parent?.get('triggeredByEvent') === true
  const interrupting = isBoundary ? 'cancelActivity' : 'isInterrupting'
  const always = event !== undefined && isA(event, 'bpmn:ErrorEventDefinition', 'bpmn:CompensateEventDefinition')
  return (
    <Section title={words.event}>
      {event === undefined && <p className="quiet">{words.eventNone}</p>}
      {event !== undefined && <Trigger event={event} />}
      {(isBoundary || isInner) && !always && (
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

interface ReferenceProps {
  event: Moddle
  property: string
  type: string
  /** The attribute that tells one apart; null: its name does. */
  code: string | null
}

/** A message, signal, error or escalation of the file that an event refers to. */
export function Reference({ event, property, type, code }: ReferenceProps) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const all = rootsOf(editor.definitions, type)
  const chosen = event.get(property) as Moddle | undefined
  const kind = type.slice('bpmn:'.length)
  const label = (one: Moddle) => [textOf(one, 'name'), code && textOf(one, code)].filter(Boolean).join(' · ') || one.id!
  const add = () => {
    let number = 1
    while (all.some((one) => textOf(one, 'id') === `${kind.toLowerCase()}-${number}`)) number += 1
    const key = `${kind.toLowerCase()}-${number}`
    addRoot(editor, element, event, property, type, { id: key, name: key, ...(code === null ? {} : { [code]: key }) })
  }
  return (
    <>
      <ChoiceRow
        label={words.refersTo}
        optional
        value={textOf(chosen ?? event, 'id') === '' || chosen === undefined ? '' : textOf(chosen, 'id')}
        options={all.map((one) => ({ value: textOf(one, 'id'), label: label(one) }))}
        onChange={(id) => setReference(editor, element, event, property, all.find((one) => one.id === id) ?? null)}
      />
      <Button size="small" icon={<Plus size={14} />} onClick={add}>
        {words.newOne}
      </Button>
      {chosen !== undefined && (
        <>
          <TextRow
            label={words.eventName}
            value={textOf(chosen, 'name')}
            onChange={(name) => setAttributes(editor, element, chosen, { name })}
          />
          {code !== null && (
            <TextRow
              label={words.code}
              value={textOf(chosen, code)}
              onChange={(text) => setAttributes(editor, element, chosen, { [code]: text })}
            />
          )}
        </>
      )}
    </>
  )
}

/** The message of an event, or of a send or receive task. */
export function MessageOf({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const message = event.get('messageRef') as Moddle | undefined
  return (
    <>
      <Reference event={event} property="messageRef" type="bpmn:Message" code={null} />
      {message !== undefined && (
        <FeelRow
          label={words.correlationKey}
          hint={words.correlationHint}
          value={textOf(message, 'huan:correlationKey')}
          onChange={(text) => setAttributes(editor, element, message, { 'huan:correlationKey': text })}
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
