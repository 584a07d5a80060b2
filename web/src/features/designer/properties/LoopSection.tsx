import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { setOutputCollection, setOutputItem } from '../modeler/data'
import { setExpression, setValues } from '../modeler/edits'
import { kindOfLoop, membersOf, setLoop, type LoopKind } from '../modeler/loops'
import { expressionOf, loopOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FeelRow, FlagRow, Section, TextRow } from './fields'

/** Whether an activity repeats: a standard loop, or one instance for each member. */
export function LoopSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const loop = loopOf(subject)
  const kind = kindOfLoop(loop)
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
      {loop !== undefined && (kind === 'standard' ? <Standard loop={loop} /> : <Multiple loop={loop} />)}
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
        hint={words.loopMaximumHint}
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

function Multiple({ loop }: { loop: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const members = membersOf(loop)
  const express = (name: string) => (text: string) => setExpression(editor, element, loop, name, text)
  // One way of saying it: what BPMN's reference says is put into Camunda's attribute when it is changed.
  const set = (attribute: string, standard: string) => (text: string) =>
    setValues(editor, element, loop, { [attribute]: text === '' ? undefined : text, [standard]: undefined })
  return (
    <>
      <FeelRow
        label={words.collection}
        hint={words.collectionHint}
        value={members.collection}
        onChange={set('camunda:collection', 'loopDataInputRef')}
      />
      <TextRow
        label={words.elementVariable}
        value={members.item}
        onChange={set('camunda:elementVariable', 'inputDataItem')}
      />
      <FeelRow
        label={words.cardinality}
        hint={words.cardinalityHint}
        value={members.cardinality}
        onChange={express('loopCardinality')}
      />
      <FeelRow
        label={words.completionCondition}
        hint={words.completionHint}
        value={members.completion}
        onChange={express('completionCondition')}
      />
      <TextRow
        label={words.outputItem}
        hint={words.outputItemHint}
        value={members.outputItem}
        onChange={(text) => setOutputItem(editor, element, loop, text.trim())}
      />
      <TextRow
        label={words.outputCollection}
        hint={words.outputCollectionHint}
        value={members.outputCollection}
        onChange={(text) => setOutputCollection(editor, element, loop, text.trim())}
      />
    </>
  )
}
