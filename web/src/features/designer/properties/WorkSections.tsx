import { useContext } from 'react'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { topicWords } from '@/words/diagramWords'
import { setAttributes, setExpression, setTopic } from '../modeler/edits'
import { expressionOf, isA, textOf } from '../modeler/reading'
import { SurroundingsContext, useShown } from './element'
import { ChoiceRow, FeelRow, FreeRow, Section, TextRow } from './fields'
import { TOPICS } from './topics'

/** What a service task does. */
export function ServiceSection() {
  const words = useWords(designer)
  const names: Record<string, string> = useWords(topicWords)
  const { editor, element, subject } = useShown()
  return (
    <Section title={words.service}>
      <ChoiceRow
        label={words.topic}
        optional
        value={textOf(subject, 'camunda:topic')}
        options={TOPICS.map(({ topic }) => ({ value: topic, label: `${names[topic] ?? ''} ${topic}` }))}
        onChange={(topic) =>
          setTopic(editor, element, subject, topic, TOPICS.find((one) => one.topic === topic)?.inputs ?? [])
        }
      />
    </Section>
  )
}

/** Which process is called, and in which of its versions. */
export function CallSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const { callable } = useContext(SurroundingsContext)
  const binding = textOf(subject, 'camunda:calledElementBinding')
  const set = (texts: Record<string, string>) => setAttributes(editor, element, subject, texts)
  return (
    <Section title={words.call}>
      <FreeRow
        label={words.calledProcess}
        value={textOf(subject, 'calledElement')}
        options={callable.map(({ id, name }) => ({ value: id, label: `${name} ${id}` }))}
        onChange={(text) => set({ calledElement: text })}
      />
      <ChoiceRow
        label={words.binding}
        value={binding === '' ? 'latest' : binding}
        options={[
          { value: 'latest', label: words.bindingLatest },
          { value: 'deployment', label: words.bindingDeployment },
          { value: 'version', label: words.bindingVersion },
          { value: 'versionTag', label: words.bindingTag },
        ]}
        onChange={(chosen) =>
          set({
            'camunda:calledElementBinding': chosen,
            ...(chosen === 'version' ? {} : { 'camunda:calledElementVersion': '' }),
            ...(chosen === 'versionTag' ? {} : { 'camunda:calledElementVersionTag': '' }),
          })
        }
      />
      {binding === 'version' && (
        <TextRow
          label={words.calledVersion}
          value={textOf(subject, 'camunda:calledElementVersion')}
          onChange={(text) => set({ 'camunda:calledElementVersion': text.trim() })}
        />
      )}
      {binding === 'versionTag' && (
        <TextRow
          label={words.calledTag}
          value={textOf(subject, 'camunda:calledElementVersionTag')}
          onChange={(text) => set({ 'camunda:calledElementVersionTag': text.trim() })}
        />
      )}
    </Section>
  )
}

/** Which decision a business rule task evaluates, and under which name its result is kept. */
export function RuleSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const { decisions } = useContext(SurroundingsContext)
  const set = (name: string) => (text: string) => setAttributes(editor, element, subject, { [name]: text })
  return (
    <Section title={words.rule}>
      <FreeRow
        label={words.decision}
        value={textOf(subject, 'camunda:decisionRef')}
        options={decisions.map((key) => ({ value: key, label: key }))}
        onChange={set('camunda:decisionRef')}
      />
      <TextRow
        label={words.resultVariable}
        value={textOf(subject, 'camunda:resultVariable')}
        onChange={set('camunda:resultVariable')}
      />
      <ChoiceRow
        label={words.mapResult}
        optional
        value={textOf(subject, 'camunda:mapDecisionResult')}
        options={[
          { value: 'singleEntry', label: words.mapSingleEntry },
          { value: 'singleResult', label: words.mapSingleResult },
          { value: 'collectEntries', label: words.mapCollectEntries },
          { value: 'resultList', label: words.mapResultList },
        ]}
        onChange={set('camunda:mapDecisionResult')}
      />
    </Section>
  )
}

/** The assignments of a script task. */
export function ScriptSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const set = (texts: Record<string, string>) => setAttributes(editor, element, subject, texts)
  return (
    <Section title={words.script}>
      <FeelRow
        label={words.scriptText}
        hint={words.scriptHint}
        value={textOf(subject, 'script')}
        onChange={(script) => set({ script, scriptFormat: script === '' ? '' : 'feel' })}
      />
      <TextRow
        label={words.resultVariable}
        value={textOf(subject, 'camunda:resultVariable')}
        onChange={(text) => set({ 'camunda:resultVariable': text })}
      />
    </Section>
  )
}

/** When a flow is taken. */
export function FlowSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const source = element.source
  if (source === undefined) return null
  const isDefault = source.businessObject.get('default') === subject
  const canHave = !isA(source.businessObject, 'bpmn:ParallelGateway', 'bpmn:EventBasedGateway', 'bpmn:Event')
  if (!canHave) return null
  return (
    <Section title={words.condition}>
      <ChoiceRow
        label={words.taken}
        value={isDefault ? 'default' : 'condition'}
        options={[
          { value: 'condition', label: words.takenIf },
          { value: 'default', label: words.takenElse },
        ]}
        onChange={(chosen) =>
          editor.together([
            {
              command: 'element.updateProperties',
              context: { element: source, properties: { default: chosen === 'default' ? subject : undefined } },
            },
          ])
        }
      />
      {!isDefault && (
        <FeelRow
          label={words.conditionText}
          placeholder='decision = "accept"'
          value={expressionOf(subject, 'conditionExpression')}
          onChange={(text) => setExpression(editor, element, subject, 'conditionExpression', text)}
        />
      )}
    </Section>
  )
}
