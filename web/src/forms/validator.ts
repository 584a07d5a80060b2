import { Validator, type OutputUnit, type Schema } from '@cfworker/json-schema'
import {
  createErrorHandler,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type RJSFSchema,
  type RJSFValidationError,
  type ValidatorType,
} from '@rjsf/utils'
import type { Spoken } from '@/words'
import type { forms } from '@/words/forms'

type Words = Spoken<typeof forms>

/** Findings that only say that something inside is wrong; what is inside says it better. */
const WRAPPERS = new Set(['properties', 'items', 'prefixItems', 'allOf', 'if', 'then', 'else', '$ref'])

function pathOf(pointer: string): string[] {
  const parts = pointer.replace(/^#\/?/, '').split('/')
  return parts.filter((part) => part !== '').map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined),
    root,
  )
}

function error(name: string, path: readonly string[], message: string): RJSFValidationError {
  const property = path.map((part) => `.${part}`).join('')
  return { name, property, message, stack: `${property} ${message}` }
}

/**
 * Puts what the validator found into words of the interface, each at its field.
 *
 * A required field is told at the field itself, not at the object that lacks it.
 */
function told(units: readonly OutputUnit[], schema: unknown, data: unknown, words: Words): RJSFValidationError[] {
  const found = new Map<string, RJSFValidationError>()
  for (const unit of units) {
    if (WRAPPERS.has(unit.keyword)) continue
    const path = pathOf(unit.instanceLocation)
    const limit = at(schema, pathOf(unit.keywordLocation))
    if (unit.keyword === 'required') {
      for (const name of Array.isArray(limit) ? (limit as string[]) : []) {
        if (at(data, [...path, name]) === undefined) {
          const missing = [...path, name]
          found.set(missing.join('.'), error('required', missing, words.required))
        }
      }
      continue
    }
    const phrase = (words as Record<string, unknown>)[unit.keyword]
    const text =
      typeof phrase === 'function'
        ? (phrase as (limit: unknown) => string)(limit)
        : typeof phrase === 'string'
          ? phrase
          : unit.error
    const key = path.join('.')
    if (!found.has(key)) found.set(key, error(unit.keyword, path, text))
  }
  return [...found.values()]
}

/**
 * Returns the validator of the form library. It interprets the schema instead of compiling it to code, which
 * the content security policy forbids. The API checks every form again.
 */
export function validatorIn(words: Words): ValidatorType {
  const check = (schema: RJSFSchema, data: unknown) =>
    new Validator(schema as Schema, '2020-12', false).validate(data ?? {})
  return {
    isValid: (schema, data, root) => {
      // Parts of a schema may point into the whole.
      const { $defs } = root
      return check($defs === undefined ? schema : { ...schema, $defs }, data).valid
    },
    rawValidation: <Result>(schema: RJSFSchema, data?: unknown) => ({ errors: check(schema, data).errors as Result[] }),
    validateFormData(data, schema, customValidate, transformErrors, uiSchema) {
      let errors = told(check(schema, data).errors, schema, data ?? {}, words)
      if (transformErrors !== undefined) errors = transformErrors(errors, uiSchema)
      const result = { errors, errorSchema: toErrorSchema(errors) }
      if (customValidate === undefined) return result
      const handler = customValidate(data, createErrorHandler(data ?? {}), uiSchema, result.errorSchema)
      return validationDataMerge(result, unwrapErrorHandler(handler))
    },
  }
}
