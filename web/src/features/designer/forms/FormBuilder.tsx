import { Button } from 'antd'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { SchemaForm, type Values } from '@/forms/SchemaForm'
import { Line, Lines } from '@/ui/Line'
import { useLanguage, useWords } from '@/words'
import { building, kindWords } from '@/words/building'
import { FieldEditor } from './FieldEditor'
import { addField, fieldsOf, moveField, removeField, type Schema } from './formModel'
import './building.css'

/** Builds a form field by field, with what it will look like beside it. */
export function FormBuilder({ form, onChange }: { form: Schema; onChange: (form: Schema) => void }) {
  const words = useWords(building)
  const kinds: Record<string, string> = useWords(kindWords)
  const { language } = useLanguage()
  const fields = fieldsOf(form)
  const [chosen, setChosen] = useState(fields[0]?.name)
  const field = fields.find((one) => one.name === chosen) ?? fields[0]
  const titleOf = (schema: Schema): string => {
    const title = (language === 'en' ? schema['x-en'] : undefined) ?? schema['title']
    return typeof title === 'string' ? title : ''
  }
  const add = () => {
    const made = addField(form, words.newFieldZh, words.newFieldEn)
    onChange(made.form)
    setChosen(made.name)
  }
  return (
    <div className="builder">
      <section className="panel panel-table builder-fields" aria-label={words.fields}>
        <Lines label={words.fields} selected={field?.name}>
          {fields.map((one) => (
            <Line
              key={one.name}
              head={
                <>
                  {titleOf(one.schema) || one.name}
                  {one.isRequired && <span className="required"> *</span>}
                </>
              }
              foot={`${one.name} · ${kinds[one.kind] ?? ''}`}
              isSelected={one.name === field?.name}
              onSelect={() => setChosen(one.name)}
            />
          ))}
        </Lines>
        <div className="part-tools">
          <Button size="small" icon={<Plus size={14} />} onClick={add}>
            {words.addField}
          </Button>
          {field !== undefined && (
            <>
              <Button
                size="small"
                aria-label={words.moveUp}
                title={words.moveUp}
                icon={<ArrowUp size={14} />}
                onClick={() => onChange(moveField(form, field.name, -1))}
              />
              <Button
                size="small"
                aria-label={words.moveDown}
                title={words.moveDown}
                icon={<ArrowDown size={14} />}
                onClick={() => onChange(moveField(form, field.name, 1))}
              />
              <Button
                size="small"
                aria-label={words.removeField(field.name)}
                title={words.removeField(field.name)}
                icon={<Trash2 size={14} />}
                onClick={() => onChange(removeField(form, field.name))}
              />
            </>
          )}
        </div>
      </section>
      <section className="panel" aria-label={words.field}>
        {field === undefined ? (
          <p className="quiet">{words.noFields}</p>
        ) : (
          <FieldEditor key={field.name} form={form} field={field} onChange={onChange} onRenamed={setChosen} />
        )}
      </section>
      <section className="panel builder-preview" aria-label={words.preview}>
        <h2>{words.preview}</h2>
        <Preview form={form} />
      </section>
    </div>
  )
}

/** The form as whoever fills it in will see it. */
function Preview({ form }: { form: Schema }) {
  const words = useWords(building)
  const [values, setValues] = useState<Values>({})
  const surroundings = useMemo(
    () => ({
      key: 'preview',
      options: (source: string) =>
        Promise.resolve([{ value: source, label: words.example(source), detail: null, available: true }]),
    }),
    [words],
  )
  return (
    <SchemaForm
      key={JSON.stringify(form)}
      schema={form}
      values={values}
      surroundings={surroundings}
      onChange={setValues}
      onSubmit={setValues}
    />
  )
}
