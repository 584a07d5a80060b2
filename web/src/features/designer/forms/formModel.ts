/** A form as its file has it: whatever the builder does not know stays as it is. */
export type Schema = Record<string, unknown>

export const KINDS = [
  'text',
  'longText',
  'number',
  'integer',
  'yesNo',
  'choice',
  'date',
  'dateTime',
  'crews',
  'counties',
  'list',
] as const
export type Kind = (typeof KINDS)[number]

export interface Field {
  name: string
  /** `other`: only its JSON can change it. */
  kind: Kind | 'other'
  schema: Schema
  isRequired: boolean
}

const KIND_OF: Record<Kind, Schema> = {
  text: { type: 'string', maxLength: 200 },
  longText: { type: 'string', maxLength: 1000, 'x-widget': 'textarea' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  yesNo: { type: 'boolean' },
  choice: { type: 'string', oneOf: [{ const: 'a', title: 'A', 'x-en': 'A' }] },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  crews: { type: 'string', 'x-source': 'crews' },
  counties: { type: 'string', 'x-source': 'counties' },
  list: {
    type: 'array',
    maxItems: 50,
    items: { type: 'object', properties: { name: { type: 'string', maxLength: 200 } }, required: ['name'] },
  },
}
/** What a field keeps when it becomes of another kind. */
const KEPT = ['title', 'x-en', 'description', 'x-en-description']

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads a form; undefined: it is no JSON object. */
export function readForm(text: string): Schema | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

export function writeForm(form: Schema): string {
  return `${JSON.stringify(form, null, 2)}\n`
}

/** Returns a form without fields. */
export function newForm(title: string, english: string): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    'x-en': english,
    type: 'object',
    properties: {},
    required: [],
  }
}

function kindOf(schema: Schema): Kind | 'other' {
  const source = schema['x-source']
  if (source === 'crews' || source === 'counties') return source
  switch (schema['type']) {
    case 'string':
      if (Array.isArray(schema['oneOf'])) return 'choice'
      if (Array.isArray(schema['enum']) || schema['const'] !== undefined) return 'other'
      if (schema['format'] === 'date') return 'date'
      if (schema['format'] === 'date-time') return 'dateTime'
      return schema['x-widget'] === 'textarea' ? 'longText' : 'text'
    case 'number':
      return 'number'
    case 'integer':
      return 'integer'
    case 'boolean':
      return 'yesNo'
    case 'array':
      return isObject(schema['items']) && isObject(schema['items']['properties']) ? 'list' : 'other'
    default:
      return 'other'
  }
}

function propertiesOf(form: Schema): [string, Schema][] {
  return isObject(form['properties']) ? Object.entries(form['properties']).filter((one): one is [string, Schema] => isObject(one[1])) : []
}

function requiredOf(form: Schema): string[] {
  return Array.isArray(form['required']) ? form['required'].map(String) : []
}

/** Returns the fields of a form, or of the entries of a list, in their order. */
export function fieldsOf(form: Schema): Field[] {
  const required = requiredOf(form)
  return propertiesOf(form).map(([name, schema]) => ({
    name,
    kind: kindOf(schema),
    schema,
    isRequired: required.includes(name),
  }))
}

function withFields(form: Schema, fields: readonly Field[]): Schema {
  return {
    ...form,
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    required: fields.filter((one) => one.isRequired).map((one) => one.name),
  }
}

/** Changes one field; its name too. */
export function changeField(form: Schema, name: string, changed: Partial<Field>): Schema {
  return withFields(
    form,
    fieldsOf(form).map((one) => (one.name === name ? { ...one, ...changed } : one)),
  )
}

/** Sets keywords of a field; undefined takes one away. */
export function setKeywords(form: Schema, name: string, keywords: Schema): Schema {
  const field = fieldsOf(form).find((one) => one.name === name)
  if (field === undefined) return form
  const schema = Object.fromEntries(
    Object.entries({ ...field.schema, ...keywords }).filter(([, value]) => value !== undefined && value !== ''),
  )
  return changeField(form, name, { schema })
}

/** Makes a field one of another kind; its titles stay. */
export function setKind(form: Schema, name: string, kind: Kind): Schema {
  const field = fieldsOf(form).find((one) => one.name === name)
  if (field === undefined) return form
  const kept = Object.fromEntries(Object.entries(field.schema).filter(([keyword]) => KEPT.includes(keyword)))
  return changeField(form, name, { schema: { ...kept, ...structuredClone(KIND_OF[kind]) } })
}

/** Adds a text field under a name that is free, and returns that name with the form. */
export function addField(form: Schema, title: string, english: string): { form: Schema; name: string } {
  const names = new Set(fieldsOf(form).map((one) => one.name))
  let number = names.size + 1
  while (names.has(`field_${number}`)) number += 1
  const name = `field_${number}`
  const field: Field = { name, kind: 'text', schema: { title, 'x-en': english, ...KIND_OF.text }, isRequired: false }
  return { form: withFields(form, [...fieldsOf(form), field]), name }
}

export function removeField(form: Schema, name: string): Schema {
  return withFields(
    form,
    fieldsOf(form).filter((one) => one.name !== name),
  )
}

/** Moves a field up (-1) or down (1). */
export function moveField(form: Schema, name: string, by: -1 | 1): Schema {
  const fields = fieldsOf(form)
  const at = fields.findIndex((one) => one.name === name)
  const [one, other] = [fields[at], fields[at + by]]
  if (one === undefined || other === undefined) return form
  fields[at] = other
  fields[at + by] = one
  return withFields(form, fields)
}
