import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { setAttributes, setDocumentation } from '../modeler/edits'
import { documentationOf, isA, nameOf, textOf } from '../modeler/reading'
import { useShown } from './element'
import { Section, TextRow } from './fields'

const ID = /^[A-Za-z_][\w.-]*$/

/** What every element has: a name, an id, a documentation. */
export function GeneralSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const name = isA(subject, 'bpmn:TextAnnotation') ? 'text' : 'name'
  const rename = (id: string) => {
    const isFree = ID.test(id) && editor.registry.get(id) === undefined
    if (isFree) setAttributes(editor, element, subject, { id })
  }
  return (
    <Section title={words.general}>
      <TextRow
        label={words.name}
        value={nameOf(subject)}
        multiline={name === 'text'}
        onChange={(text) =>
          subject === element.businessObject
            ? editor.modeling.updateLabel(element.labelTarget ?? element, text)
            : setAttributes(editor, element, subject, { [name]: text })
        }
      />
      <TextRow label={words.id} value={textOf(subject, 'id')} hint={words.idHint} onChange={rename} />
      <TextRow
        label={words.documentation}
        multiline
        value={documentationOf(subject)}
        onChange={(text) => setDocumentation(editor, element, subject, text)}
      />
    </Section>
  )
}
