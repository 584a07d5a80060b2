import { Button, Select } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { FeelField } from '../feel/FeelField'
import { setMappings, setParameters } from '../modeler/edits'
import { isA, mappingsOf, parametersOf, type Mapping, type Parameter, type Way } from '../modeler/reading'
import { useShown } from './element'
import { NameField, problemOf, RemoveButton, Section } from './fields'

/** What an element takes (inputs) or gives (outputs), each a name and a FEEL expression. */
export function ParametersSection({ way }: { way: Way }) {
  const words = useWords(designer)
  const { editor, element, subject, problems } = useShown()
  const all = parametersOf(subject, way)
  const change = (parameters: readonly Parameter[]) => setParameters(editor, element, subject, way, parameters)
  const set = (place: number, changed: Partial<Parameter>) =>
    change(all.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  const free = (start: string): string => {
    let number = 1
    while (all.some((one) => one.name === `${start}${number}`)) number += 1
    return `${start}${number}`
  }
  return (
    <Section title={way === 'input' ? words.inputs : words.outputs}>
      {all.map((one, place) => (
        <div className="properties-entry" key={place}>
          <div className="properties-pair">
            <NameField label={words.variable} value={one.name} onChange={(name) => set(place, { name })} />
            <RemoveButton name={one.name} onClick={() => change(all.filter((_, at) => at !== place))} />
          </div>
          {one.isForeign ? (
            <p className="quiet">{words.foreignValue}</p>
          ) : (
            <FeelField
              label={words.valueOf(one.name)}
              value={one.text}
              problem={problemOf(problems, one.text)}
              onChange={(text) => set(place, { text })}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => change([...all, { name: free(way), text: '', isForeign: false }])}
      >
        {way === 'input' ? words.addInput : words.addOutput}
      </Button>
    </Section>
  )
}

/** What a call passes to the called process, and what it takes back. */
export function MappingsSection({ way }: { way: 'in' | 'out' }) {
  const words = useWords(designer)
  const { editor, element, subject, problems } = useShown()
  const all = mappingsOf(subject, way)
  const change = (mappings: readonly Mapping[]) => setMappings(editor, element, subject, way, mappings)
  const set = (place: number, changed: Partial<Mapping>) =>
    change(all.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  return (
    <Section title={way === 'in' ? words.passes : words.takesBack}>
      {all.map((one, place) => (
        <div className="properties-entry" key={place}>
          <div className="properties-pair">
            <Select
              aria-label={words.mappingHow}
              value={one.how}
              options={[
                { value: 'source', label: words.mappingName },
                { value: 'sourceExpression', label: words.mappingExpression },
                { value: 'variables', label: words.mappingAll },
              ]}
              onChange={(how: Mapping['how']) => set(place, { how, from: how === 'variables' ? 'all' : one.from })}
            />
            <RemoveButton name={one.target} onClick={() => change(all.filter((_, at) => at !== place))} />
          </div>
          {one.how === 'sourceExpression' && (
            <FeelField
              label={words.mappingExpression}
              value={one.from}
              problem={problemOf(problems, one.from)}
              onChange={(from) => set(place, { from })}
            />
          )}
          {one.how === 'source' && (
            <NameField label={words.mappingName} value={one.from} onChange={(from) => set(place, { from })} />
          )}
          {one.how !== 'variables' && (
            <NameField label={words.mappingTarget} value={one.target} onChange={(target) => set(place, { target })} />
          )}
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => change([...all, { from: '', how: 'source', target: '' }])}
      >
        {words.addMapping}
      </Button>
    </Section>
  )
}

/** Data sections open by themselves only where there is something. */
export function DataSections() {
  const { subject } = useShown()
  const [wanted, setWanted] = useState<Way[]>([])
  const words = useWords(designer)
  if (isA(subject, 'bpmn:CallActivity')) {
    return (
      <>
        <MappingsSection way="in" />
        <MappingsSection way="out" />
      </>
    )
  }
  // What an event throws is its input, what it has caught its output.
  const ways: Way[] = isA(subject, 'bpmn:Activity')
    ? ['input', 'output']
    : isA(subject, 'bpmn:ThrowEvent')
      ? ['input']
      : ['output']
  const shown = ways.filter((way) => wanted.includes(way) || parametersOf(subject, way).length > 0)
  const hidden = ways.filter((way) => !shown.includes(way))
  return (
    <>
      {shown.map((way) => (
        <ParametersSection key={way} way={way} />
      ))}
      {hidden.length > 0 && (
        <div className="properties-more">
          {hidden.map((way) => (
            <Button key={way} type="link" size="small" onClick={() => setWanted([...wanted, way])}>
              {way === 'input' ? words.addInputs : words.addOutputs}
            </Button>
          ))}
        </div>
      )}
    </>
  )
}
