import { withTheme, type FormProps, type IChangeEvent } from '@rjsf/core'
import { Theme } from '@rjsf/antd'
import type { ErrorSchema } from '@rjsf/utils'
import { useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import type { Finding } from '@/api/types'
import { useLanguage, useWords, type Language } from '@/words'
import { forms } from '@/words/forms'
import { ArrayTemplate, ItemTemplate, ObjectTemplate } from './ArrayTemplate'
import { FieldTemplate } from './FieldTemplate'
import type { FormSurroundings } from './surroundings'
import { shownSchema, uiSchemaOf, type FormSchema } from './schema'
import { validatorIn } from './validator'
import { Choices } from './widgets/Choices'
import { MomentField } from './widgets/MomentField'
import { Position } from './widgets/Position'
import { Source } from './widgets/Source'
import { YesNo } from './widgets/YesNo'
import './forms.css'

export type Values = Record<string, unknown>

const Form = withTheme<Values, FormSchema, FormSurroundings>(Theme as never)
const WIDGETS = { choices: Choices, yesNo: YesNo, source: Source, position: Position, moment: MomentField }
const TEMPLATES = {
  ArrayFieldTemplate: ArrayTemplate,
  ArrayFieldItemTemplate: ItemTemplate,
  ObjectFieldTemplate: ObjectTemplate,
  FieldTemplate,
}

export interface SchemaFormHandle {
  submit: () => void
}

interface SchemaFormProps {
  schema: FormSchema
  values: Values
  surroundings: FormSurroundings
  /** What the API found wrong; shown at the fields. */
  findings?: readonly Finding[]
  disabled?: boolean
  onChange: (values: Values) => void
  /** Called with values that fit the schema. */
  onSubmit: (values: Values) => void
  ref?: Ref<SchemaFormHandle>
}

function errorsOf(findings: readonly Finding[], language: Language): ErrorSchema<Values> {
  const made: Record<string, unknown> = {}
  for (const { field, problem, problem_zh } of findings) {
    if (!field) continue
    let place = made
    for (const part of field.split('.')) place = (place[part] ??= {}) as Record<string, unknown>
    place['__errors'] = [(language === 'zh' && problem_zh) || problem]
  }
  return made as ErrorSchema<Values>
}

/** A form made from a JSON Schema. What is wrong is said at its field after the first try to send it. */
export function SchemaForm({ schema, values, surroundings, findings, disabled, onChange, onSubmit, ref }: SchemaFormProps) {
  const { language } = useLanguage()
  const words = useWords(forms)
  const [tried, setTried] = useState(false)
  const form = useRef<{ submit: () => void }>(null)
  const shown = useMemo(() => shownSchema(schema, language), [schema, language])
  const uiSchema = useMemo(() => ({ ...uiSchemaOf(schema), 'ui:submitButtonOptions': { norender: true } }), [schema])
  const validator = useMemo(() => validatorIn(words), [words])
  useImperativeHandle(ref, () => ({ submit: () => form.current?.submit() }), [])
  const extraErrors = useMemo(() => errorsOf(findings ?? [], language), [findings, language])
  const props: FormProps<Values, FormSchema, FormSurroundings> = {
    schema: shown,
    uiSchema,
    validator: validator as never,
    formData: values,
    formContext: surroundings,
    widgets: WIDGETS,
    templates: TEMPLATES as never,
    extraErrors,
    disabled,
    // Nothing is answered for anybody: what a form says must have been chosen.
    experimental_defaultFormStateBehavior: { constAsDefaults: 'never', requiredBooleanDefault: 'skip' },
    noHtml5Validate: true,
    showErrorList: false,
    focusOnFirstError: true,
    liveValidate: tried ? 'onChange' : undefined,
    onChange: (event: IChangeEvent<Values>) => onChange(event.formData ?? {}),
    onSubmit: (event: IChangeEvent<Values>) => onSubmit(event.formData ?? {}),
    onError: () => setTried(true),
    children: <></>,
  }
  return (
    <div className="schema-form">
      <Form {...props} ref={form as never} />
    </div>
  )
}
