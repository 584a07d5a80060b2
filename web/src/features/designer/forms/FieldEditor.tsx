import { Button, Input } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useWords } from '@/words'
import { building, kindWords } from '@/words/building'
import { ChoiceRow, FlagRow, Row, TextRow } from '../properties/fields'
import { changeField, KINDS, setKeywords, setKind, type Field, type Kind, type Schema } from './formModel'

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

interface FieldEditorProps {
  form: Schema
  field: Field
  onChange: (form: Schema) => void
  onRenamed: (name: string) => void
}

/** What can be said of one field: its titles, kind, bounds, choices. */
export function FieldEditor({ form, field, onChange, onRenamed }: FieldEditorProps) {
  const words = useWords(building)
  const kinds: Record<string, string> = useWords(kindWords)
  const { name, kind, schema, isRequired } = field
  const set = (keywords: Schema) => onChange(setKeywords(form, name, keywords))
  const rename = (text: string) => {
    const properties = (form['properties'] ?? {}) as Schema
    if (!NAME.test(text) || text in properties) return
    onRenamed(text)
    onChange(changeField(form, name, { name: text }))
  }
  const text = (keyword: string) => (typeof schema[keyword] === 'string' ? schema[keyword] : '')
  const number = (keyword: string) => (typeof schema[keyword] === 'number' ? String(schema[keyword]) : '')
  const setNumber = (keyword: string) => (typed: string) =>
    set({ [keyword]: typed.trim() === '' || Number.isNaN(Number(typed)) ? undefined : Number(typed) })
  const bounds =
    kind === 'text' || kind === 'longText'
      ? (['minLength', 'maxLength'] as const)
      : kind === 'number' || kind === 'integer'
        ? (['minimum', 'maximum'] as const)
        : kind === 'list'
          ? (['minItems', 'maxItems'] as const)
          : []
  return (
    <div className="properties-fields">
      <TextRow label={words.titleZh} value={text('title')} onChange={(typed) => set({ title: typed })} />
      <TextRow label={words.titleEn} value={text('x-en')} onChange={(typed) => set({ 'x-en': typed })} />
      <TextRow label={words.fieldName} hint={words.fieldNameHint} value={name} onChange={rename} />
      <ChoiceRow
        label={words.kind}
        value={kind}
        options={KINDS.map((one) => ({ value: one, label: kinds[one] ?? one }))}
        onChange={(chosen) => onChange(setKind(form, name, chosen as Kind))}
      />
      <FlagRow
        label={words.required}
        value={isRequired}
        onChange={(yes) => onChange(changeField(form, name, { isRequired: yes }))}
      />
      <TextRow label={words.description} value={text('description')} onChange={(typed) => set({ description: typed })} />
      {bounds.map((keyword) => (
        <TextRow key={keyword} label={words[keyword]} value={number(keyword)} onChange={setNumber(keyword)} />
      ))}
      {kind === 'text' && (
        <TextRow label={words.pattern} value={text('pattern')} onChange={(typed) => set({ pattern: typed })} />
      )}
      {kind === 'choice' && <Choices schema={schema} onChange={(oneOf) => set({ oneOf })} />}
      {(kind === 'other' || kind === 'list') && <p className="quiet">{words.restInJson}</p>}
    </div>
  )
}

interface Option {
  const?: unknown
  title?: string
  'x-en'?: string
}

function Choices({ schema, onChange }: { schema: Schema; onChange: (choices: Option[]) => void }) {
  const words = useWords(building)
  const choices = (Array.isArray(schema['oneOf']) ? schema['oneOf'] : []) as Option[]
  const set = (place: number, changed: Option) =>
    onChange(choices.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  return (
    <Row label={words.choices}>
      {choices.map((one, place) => (
        <div className="properties-pair" key={place}>
          <Input
            aria-label={words.choiceValue}
            placeholder={words.choiceValue}
            value={typeof one.const === 'string' ? one.const : JSON.stringify(one.const ?? '')}
            onChange={(event) => set(place, { const: event.target.value })}
          />
          <Input
            aria-label={words.titleZh}
            placeholder={words.titleZh}
            value={one.title ?? ''}
            onChange={(event) => set(place, { title: event.target.value })}
          />
          <Input
            aria-label={words.titleEn}
            placeholder={words.titleEn}
            value={one['x-en'] ?? ''}
            onChange={(event) => set(place, { 'x-en': event.target.value })}
          />
          <Button
            type="text"
            size="small"
            aria-label={words.removeChoice(one.title ?? '')}
            icon={<Trash2 size={14} />}
            disabled={choices.length === 1}
            onClick={() => onChange(choices.filter((_, at) => at !== place))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => onChange([...choices, { const: `value-${choices.length + 1}`, title: '', 'x-en': '' }])}
      >
        {words.addChoice}
      </Button>
    </Row>
  )
}
