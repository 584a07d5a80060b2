import type { RJSFSchema, UiSchema } from '@rjsf/utils'
import type { Language } from '@/words'

/** A form as packages write it: JSON Schema 2020-12, with `x-en`, `x-en-description`, `x-widget` and `x-source` of ours. */
export type FormSchema = Record<string, unknown>

/** Choices up to this many are shown side by side rather than in a list. */
const SIDE_BY_SIDE = 6

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the schema in a language: `title` and `description` are Chinese, `x-en` and `x-en-description` English. */
export function localised(schema: unknown, language: Language): unknown {
  if (Array.isArray(schema)) return schema.map((part) => localised(part, language))
  if (!isObject(schema)) return schema
  const made = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, localised(part, language)]))
  if (language !== 'en') return made
  const [title, description] = [schema['x-en'], schema['x-en-description']]
  if (typeof title === 'string') made['title'] = title
  if (typeof description === 'string') made['description'] = description
  return made
}

function widgetOf(schema: Record<string, unknown>): UiSchema {
  if (typeof schema['x-source'] === 'string') {
    return { 'ui:widget': 'source', 'ui:options': { source: schema['x-source'] } }
  }
  if (schema['format'] === 'date-time') return { 'ui:widget': 'moment' }
  if (schema['type'] === 'boolean') return { 'ui:widget': 'yesNo' }
  const choices = schema['oneOf'] ?? schema['enum']
  if (Array.isArray(choices)) return { 'ui:widget': choices.length <= SIDE_BY_SIDE ? 'choices' : 'select' }
  if (schema['x-widget'] === 'textarea' || schema['x-widget'] === 'position') return { 'ui:widget': schema['x-widget'] }
  return {}
}

/** Returns how each field of a schema is edited. */
export function uiSchemaOf(schema: unknown): UiSchema {
  if (!isObject(schema)) return {}
  const made = widgetOf(schema)
  if (isObject(schema['properties'])) {
    for (const [name, part] of Object.entries(schema['properties'])) made[name] = uiSchemaOf(part)
  }
  if (isObject(schema['items'])) made['items'] = uiSchemaOf(schema['items'])
  return made
}

/** Returns the schema as the form library takes it: without the title, which the page shows itself. */
export function shownSchema(schema: FormSchema, language: Language): RJSFSchema {
  const shown = { ...(localised(schema, language) as RJSFSchema) }
  delete shown.title
  delete shown.$schema
  return shown
}
