import { useWords } from '@/words'
import { designer, exemptWords } from '@/words/designer'
import { setAttributes, setValues } from '../modeler/edits'
import { isA, textOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FlagRow, Section, TextRow } from './fields'

/** An activity that only undoes another one. */
export function CompensationSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  return (
    <Section title={words.compensation}>
      <FlagRow
        label={words.isForCompensation}
        value={subject.get('isForCompensation') === true}
        onChange={(yes) => setValues(editor, element, subject, { isForCompensation: yes })}
      />
    </Section>
  )
}

/** Why a rule may be set aside at an element: stated, and kept with it. */
export function ReasonsSection() {
  const words = useWords(designer)
  const reasons: Record<string, string> = useWords(exemptWords)
  const { editor, element, subject } = useShown()
  const canBeExempt = isA(subject, 'bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:EndEvent')
  return (
    <Section title={words.reasons}>
      {canBeExempt && (
        <ChoiceRow
          label={words.exempt}
          hint={words.exemptHint}
          optional
          value={textOf(subject, 'huan:exempt')}
          options={Object.entries(reasons).map(([value, label]) => ({ value, label }))}
          onChange={(reason) => setAttributes(editor, element, subject, { 'huan:exempt': reason })}
        />
      )}
      <TextRow
        label={words.unsound}
        hint={words.unsoundHint}
        value={textOf(subject, 'huan:unsound')}
        onChange={(text) => setAttributes(editor, element, subject, { 'huan:unsound': text })}
      />
    </Section>
  )
}

/** The variable for which a drawn data object stands. */
export function DataObjectSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const object = subject.get('dataObjectRef') as Moddle | undefined
  if (object === undefined) return null
  return (
    <Section title={words.dataObject}>
      <TextRow
        label={words.variable}
        hint={words.dataObjectHint(textOf(object, 'id'))}
        value={textOf(object, 'name')}
        onChange={(name) => setAttributes(editor, element, object, { name: name.trim() })}
      />
    </Section>
  )
}

/** The tag by which calls of other packages can name this version of a process. */
export function ProcessSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  return (
    <Section title={words.version}>
      <TextRow
        label={words.versionTag}
        hint={words.versionTagHint}
        value={textOf(subject, 'camunda:versionTag')}
        onChange={(text) => setAttributes(editor, element, subject, { 'camunda:versionTag': text.trim() })}
      />
    </Section>
  )
}
