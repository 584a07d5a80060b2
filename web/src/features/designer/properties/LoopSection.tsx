import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { setAttributes, setExpression, setLoop, setValues, type LoopKind } from '../modeler/edits'
import { expressionOf, isA, loopOf, textOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FeelRow, FlagRow, Section, TextRow } from './fields'

function kindOf(loop: Moddle | undefined): LoopKind {
  if (loop === undefined) return 'none'
  if (isA(loop, 'bpmn:StandardLoopCharacteristics')) return 'standard'
  return loop.get('isSequential') === true ? 'sequential' : 'parallel'
}

/** Whether an activity repeats: a standard loop, or one instance for each member. */
export function LoopSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const loop = loopOf(subject)
  const kind = kindOf(loop)
  return (
    <Section title={words.loop}>
      <ChoiceRow
        label={words.loopKind}
        value={kind}
        options={[
          { value: 'none', label: words.loopNone },
          { value: 'standard', label: words.loopStandard },
          { value: 'parallel', label: words.loopParallel },
          { value: 'sequential', label: words.loopSequential },
        ]}
        onChange={(chosen) => setLoop(editor, element, subject, chosen as LoopKind)}
      />
      {loop !== undefined && (kind === 'standard' ? <Standard loop={loop} /> : <Members loop={loop} />)}
    </Section>
  )
}

function Standard({ loop }: { loop: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const most = loop.get('loopMaximum') as number | undefined
  return (
    <>
      <FeelRow
        label={words.loopCondition}
        value={expressionOf(loop, 'loopCondition')}
        onChange={(text) => setExpression(editor, element, loop, 'loopCondition', text)}
      />
      <TextRow
        label={words.loopMaximum}
        value={most === undefined ? '' : String(most)}
        onChange={(text) =>
          setValues(editor, element, loop, { loopMaximum: /^\d+$/.test(text) ? Number(text) : undefined })
        }
      />
      <FlagRow
        label={words.testBefore}
        value={loop.get('testBefore') === true}
        onChange={(yes) => setValues(editor, element, loop, { testBefore: yes })}
      />
    </>
  )
}

function Members({ loop }: { loop: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const set = (name: string) => (text: string) => setAttributes(editor, element, loop, { [name]: text })
  const express = (name: string) => (text: string) => setExpression(editor, element, loop, name, text)
  return (
    <>
      <FeelRow
        label={words.collection}
        hint={words.collectionHint}
        value={textOf(loop, 'camunda:collection')}
        onChange={set('camunda:collection')}
      />
      <TextRow
        label={words.elementVariable}
        value={textOf(loop, 'camunda:elementVariable')}
        onChange={set('camunda:elementVariable')}
      />
      <FeelRow
        label={words.cardinality}
        value={expressionOf(loop, 'loopCardinality')}
        onChange={express('loopCardinality')}
      />
      <FeelRow
        label={words.completionCondition}
        value={expressionOf(loop, 'completionCondition')}
        onChange={express('completionCondition')}
      />
    </>
  )
}
