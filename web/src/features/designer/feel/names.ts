import { associationsOf, variableOf } from '../modeler/data'
import { membersOf } from '../modeler/loops'
import { elementsBelow, isA, loopOf, parametersOf, processesOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import type { Named } from './completion'

/** Of which an order's and a call's facts are, as `docs/packages.md` lists them. */
const ORDER =
  'id number category status stage round priority title area customer_class caller_name caller_number opened_at event_at opened_by urges outcome has_crew expected_at is_merged merged'
const CALL =
  'id state outcome caller_number caller_name dialled_number queue agent started_at answered_at ended_at'
const FUNCTIONS =
  'limit|now|today|duration|date|time|date and time|years and months duration|number|string|not|contains|starts with|ends with|matches|replace|split|substring|substring before|substring after|string length|upper case|lower case|string join|list contains|count|min|max|sum|mean|median|all|any|append|concatenate|distinct values|flatten|index of|insert before|list replace|remove|reverse|sort|sublist|union|floor|ceiling|round up|round down|round half up|round half down|decimal|abs|modulo|sqrt|log|exp|odd|even|is|get value|get entries|context|context put|context merge|day of week|day of year|week of year|month of year|before|after|meets|met by|overlaps|includes|during|starts|finishes|coincides|range'
const LOOP =
  'loopCounter numberOfInstances numberOfActiveInstances numberOfCompletedInstances numberOfTerminatedInstances'

export interface Abouts {
  order: string
  call: string
  field: string
  variable: string
  builtIn: string
  loop: string
}

/** The properties of a JSON Schema; none where the text is not one. */
export function fieldsOf(text: string | undefined): string[] {
  try {
    const schema = JSON.parse(text ?? '') as { properties?: object }
    return Object.keys(schema.properties ?? {})
  } catch {
    return []
  }
}

function variablesOf(definitions: Moddle): Set<string> {
  const found = new Set<string>()
  for (const element of processesOf(definitions).flatMap((process) => [...elementsBelow(process)])) {
    if (isA(element, 'bpmn:DataObject')) found.add(variableOf(element))
    if (isA(element, 'bpmn:Activity')) {
      for (const { inside } of associationsOf(element, 'in')) found.add(inside)
    }
    for (const way of ['input', 'output'] as const) {
      for (const { name } of parametersOf(element, way)) found.add(name)
    }
    const loop = loopOf(element)
    if (loop !== undefined) {
      const { item, outputCollection, outputItem } = membersOf(loop)
      for (const name of [item, outputCollection, outputItem]) found.add(name)
    }
  }
  found.delete('')
  return found
}

/** Returns what expressions of a draft can name: facts, fields, variables, functions. */
export function namesOf(files: Readonly<Record<string, string>>, definitions: Moddle | undefined, about: Abouts): Named[] {
  const fields = fieldsOf(files['fields.json'])
  const forms = Object.entries(files).filter(([path]) => /^forms\/[^/]+\.json$/.test(path))
  const filled = new Set(forms.flatMap(([, text]) => fieldsOf(text)))
  const variables = definitions === undefined ? [] : [...variablesOf(definitions)]
  const named = (names: Iterable<string>, what: string): Named[] => [...names].map((name) => ({ name, about: what }))
  const all = [
    ...named(new Set([...filled, ...variables]), about.variable),
    ...named(ORDER.split(' ').map((one) => `order.${one}`), about.order),
    ...named(fields.map((one) => `order.${one}`), about.field),
    ...named(CALL.split(' ').map((one) => `call.${one}`), about.call),
    ...named(LOOP.split(' '), about.loop),
    ...FUNCTIONS.split('|').map((name) => ({ name, about: about.builtIn, isFunction: true })),
  ]
  return [...new Map(all.reverse().map((one) => [one.name, one])).values()].reverse()
}
