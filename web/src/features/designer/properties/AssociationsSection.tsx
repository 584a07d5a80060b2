import { Select } from 'antd'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { FeelField } from '../feel/FeelField'
import {
  associationsOf,
  dataBeside,
  nameInside,
  setTransformation,
  variableOf,
  type Association,
  type Direction,
} from '../modeler/data'
import { remove } from '../modeler/edits'
import { useShown } from './element'
import { NameField, problemOf, RemoveButton, Section } from './fields'

/** The data objects that an activity reads or writes: as drawn arrows, and under which name of its own. */
export function AssociationsSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const [inward, outward] = [associationsOf(subject, 'in'), associationsOf(subject, 'out')]
  const beside = dataBeside(editor, element)
  if (inward.length + outward.length + beside.length === 0) return null
  const connect = (way: Direction) => (id: string) => {
    const data = editor.registry.get(id)
    if (data === undefined) return
    if (way === 'in') editor.modeling.connect(data, element)
    else editor.modeling.connect(element, data)
    // The new arrow is selected by itself; the panel stays with the activity.
    editor.select(element)
  }
  return (
    <Section title={words.dataAssociations}>
      {inward.map((one, place) => (
        <Entry key={`in${place}`} way="in" one={one} />
      ))}
      {outward.map((one, place) => (
        <Entry key={`out${place}`} way="out" one={one} />
      ))}
      {beside.length > 0 &&
        (['in', 'out'] as const).map((way) => (
          <Select
            key={way}
            aria-label={way === 'in' ? words.readData : words.writeData}
            placeholder={way === 'in' ? words.readData : words.writeData}
            value={null}
            options={beside.map((one) => ({ value: one.id, label: variableOf(one.businessObject) }))}
            onChange={connect(way)}
          />
        ))}
    </Section>
  )
}

function Entry({ way, one }: { way: Direction; one: Association }) {
  const words = useWords(designer)
  const { editor, element, subject, problems } = useShown()
  const arrow = editor.registry.get(one.element.id ?? '')
  const label = way === 'in' ? words.dataInput(one.outside) : words.dataOutput(one.outside)
  return (
    <div className="properties-entry">
      <div className="properties-pair">
        <span className="properties-grow">{label}</span>
        <RemoveButton name={one.outside} onClick={() => arrow !== undefined && remove(editor, arrow)} disabled={arrow === undefined} />
      </div>
      <NameField
        label={`${label} · ${words.nameInside}`}
        placeholder={words.nameInside}
        value={one.inside}
        onChange={(name) => nameInside(editor, element, subject, way, one.element, name.trim())}
      />
      {one.inside === '' ? (
        <p className="quiet properties-hint">{words.arrowOnly}</p>
      ) : one.hasAssignments ? (
        <p className="quiet properties-hint">{words.assignmentsKept}</p>
      ) : (
        <FeelField
          label={`${label} · ${words.transformation}`}
          placeholder={words.transformationHint}
          value={one.transformation}
          problem={problemOf(problems, one.transformation)}
          onChange={(text) => setTransformation(editor, element, one.element, text)}
        />
      )}
    </div>
  )
}
