import { attributesOf, foreignOf, foreignOfType } from './foreign'
import type { Drawn, Foreign, Moddle } from './types'

/** What the panel and the list beside the diagram read of an element. */

/** Returns the BPMN element that a shape stands for: of a pool, and of a drawing with a pool, its process. */
export function subjectOf(element: Drawn): Moddle {
  const { businessObject } = element
  if (businessObject.$type === 'bpmn:Collaboration') {
    const [pool] = (businessObject.get('participants') as Moddle[] | undefined) ?? []
    return (pool?.get('processRef') as Moddle | undefined) ?? businessObject
  }
  if (businessObject.$type !== 'bpmn:Participant') return businessObject
  return (businessObject.get('processRef') as Moddle | undefined) ?? businessObject
}

export function isA(element: Moddle, ...types: string[]): boolean {
  return types.some((type) => element.$instanceOf(type))
}

export function textOf(element: Moddle, name: string): string {
  const value = element.get(name)
  return typeof value === 'string' ? value : ''
}

export function nameOf(element: Moddle): string {
  return isA(element, 'bpmn:TextAnnotation') ? textOf(element, 'text') : textOf(element, 'name')
}

export function documentationOf(element: Moddle): string {
  const texts = (element.get('documentation') as Moddle[] | undefined) ?? []
  return texts.map((one) => textOf(one, 'text')).join('\n')
}

/** Returns all event definitions of an event: several triggers, or results. */
export function eventsOf(element: Moddle): Moddle[] {
  return isA(element, 'bpmn:Event') ? ((element.get('eventDefinitions') as Moddle[] | undefined) ?? []) : []
}

/** Returns the first event definition of an event; undefined: an event of no kind. */
export function eventOf(element: Moddle): Moddle | undefined {
  return eventsOf(element)[0]
}

/** Returns the text of an expression that an element holds; empty: it holds none. */
export function expressionOf(element: Moddle | undefined, name: string): string {
  const expression = element?.get(name) as Moddle | undefined
  return expression === undefined ? '' : textOf(expression, 'body')
}

/** The three ways in which a timer says when. */
export const TIMES = ['timeDuration', 'timeDate', 'timeCycle'] as const
export type Time = (typeof TIMES)[number]

export function timeOf(event: Moddle): { kind: Time; text: string } {
  const kind = TIMES.find((one) => event.get(one) !== undefined) ?? 'timeDuration'
  return { kind, text: expressionOf(event, kind) }
}

/** What an input or output parameter is called, and its FEEL text. */
export interface Parameter {
  name: string
  text: string
  /** It holds a script, list or map, which only the file can change. */
  isForeign: boolean
}

const PARAMETERS = { input: 'camunda:inputParameter', output: 'camunda:outputParameter' } as const
export type Way = keyof typeof PARAMETERS

/** Returns the parameters that an element takes or gives. */
export function parametersOf(element: Moddle, way: Way): Parameter[] {
  const children = foreignOfType(element, 'camunda:inputOutput').flatMap((one) => one.$children ?? [])
  return children
    .filter((child) => child.$type === PARAMETERS[way])
    .map((child) => ({
      name: attributesOf(child)['name'] ?? '',
      text: child.$body ?? '',
      isForeign: (child.$children?.length ?? 0) > 0,
    }))
}

export function parameterType(way: Way): string {
  return PARAMETERS[way]
}

/** A value that a call passes or takes back. */
export interface Mapping {
  /** The name, the FEEL text, or nothing for all variables. */
  from: string
  how: 'source' | 'sourceExpression' | 'variables'
  target: string
}

export function mappingsOf(element: Moddle, way: 'in' | 'out'): Mapping[] {
  return foreignOfType(element, `camunda:${way}`)
    .map(attributesOf)
    .filter((one) => one['businessKey'] === undefined)
    .map(({ source, sourceExpression, target, variables }) => ({
      from: source ?? sourceExpression ?? variables ?? '',
      how: source !== undefined ? 'source' : sourceExpression !== undefined ? 'sourceExpression' : 'variables',
      target: target ?? '',
    }))
}

/** Returns the foreign elements of an element but those of these types. */
export function othersThan(element: Moddle, ...types: string[]): Foreign[] {
  return foreignOf(element).filter((one) => !types.includes(one.$type))
}

/** Returns what the file defines at its root: messages, signals, errors, escalations. */
export function rootsOf(definitions: Moddle, type: string): Moddle[] {
  return ((definitions.get('rootElements') as Moddle[] | undefined) ?? []).filter((one) => one.$type === type)
}

export function loopOf(element: Moddle): Moddle | undefined {
  return isA(element, 'bpmn:Activity') ? (element.get('loopCharacteristics') as Moddle | undefined) : undefined
}

/** Returns the elements of a scope in the order in which the file has them. */
export function flowElementsOf(scope: Moddle): Moddle[] {
  return (scope.get('flowElements') as Moddle[] | undefined) ?? []
}

/** Returns all processes of the file. */
export function processesOf(definitions: Moddle): Moddle[] {
  return rootsOf(definitions, 'bpmn:Process')
}

/** Yields everything in a scope, sub-processes after themselves. */
export function* elementsBelow(scope: Moddle): Generator<Moddle> {
  for (const element of flowElementsOf(scope)) {
    yield element
    yield* elementsBelow(element)
  }
}
