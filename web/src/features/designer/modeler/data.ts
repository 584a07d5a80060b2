import type { Editor } from './Editor'
import { elementsBelow, flowElementsOf, isA, processesOf, textOf } from './reading'
import type { Step } from './several'
import type { Drawn, Moddle } from './types'

/** Data objects, the data inputs and outputs of activities, and the associations between them (BPMN 2.0 §10.4). */

export type Direction = 'in' | 'out'

const WORDS = {
  in: { list: 'dataInputAssociations', data: 'dataInputs', sets: 'inputSets', refs: 'dataInputRefs' },
  out: { list: 'dataOutputAssociations', data: 'dataOutputs', sets: 'outputSets', refs: 'dataOutputRefs' },
} as const
/** bpmn.io lets an arrow that means nothing yet point to a property of this name. */
const PLACEHOLDER = '__targetRef_placeholder'

/** Returns the variable for which a data object, a reference to one, a data input or output stands. */
export function variableOf(data: Moddle | undefined): string {
  if (data === undefined) return ''
  const object = isA(data, 'bpmn:DataObjectReference') ? (data.get('dataObjectRef') as Moddle | undefined) : data
  return object === undefined ? '' : textOf(object, 'name') || textOf(object, 'id')
}

/** An association of an activity with data beside it. */
export interface Association {
  element: Moddle
  /** The variable outside of the activity. */
  outside: string
  /** The activity's own name for it; empty: an arrow for people, which is not executed. */
  inside: string
  /** FEEL; empty: the value as it is. */
  transformation: string
  /** It assigns parts: kept as it is in the file. */
  hasAssignments: boolean
}

/** Returns the associations of an activity that bring data in, or take it out. */
export function associationsOf(activity: Moddle, way: Direction): Association[] {
  const all = (activity.get(WORDS[way].list) as Moddle[] | undefined) ?? []
  return all.map((element) => {
    const source = ((element.get('sourceRef') as Moddle[] | undefined) ?? [])[0]
    const target = element.get('targetRef') as Moddle | undefined
    const [outside, own] = way === 'in' ? [source, target] : [target, source]
    const isOwn = own !== undefined && isA(own, 'bpmn:DataInput', 'bpmn:DataOutput')
    return {
      element,
      outside: variableOf(outside),
      inside: isOwn ? variableOf(own) : '',
      transformation: textOf((element.get('transformation') as Moddle | undefined) ?? element, 'body'),
      hasAssignments: ((element.get('assignment') as Moddle[] | undefined) ?? []).length > 0,
    }
  })
}

function step(element: Drawn, moddleElement: Moddle, properties: Record<string, unknown>): Step {
  return { command: 'element.updateModdleProperties', context: { element, moddleElement, properties } }
}

function made(editor: Editor, parent: Moddle, type: string, values: Record<string, unknown>): Moddle {
  const element = editor.factory.create(type, values)
  element.$parent = parent
  return element
}

/** Names the activity's own data at an association; an empty name makes it an arrow for people again. */
export function nameInside(editor: Editor, element: Drawn, activity: Moddle, way: Direction, association: Moddle, name: string): void {
  const { data, sets, refs } = WORDS[way]
  if (name === '') {
    editor.together(arrowAgain(editor, element, activity, way, association))
    return
  }
  const before = activity.get('ioSpecification') as Moddle | undefined
  const specification = before ?? made(editor, activity, 'bpmn:InputOutputSpecification', {})
  const known = (specification.get(data) as Moddle[] | undefined) ?? []
  const there = known.find((one) => textOf(one, 'name') === name)
  const own = there ?? made(editor, specification, way === 'in' ? 'bpmn:DataInput' : 'bpmn:DataOutput', { name })
  const set =
    ((specification.get(sets) as Moddle[] | undefined) ?? [])[0] ??
    made(editor, specification, way === 'in' ? 'bpmn:InputSet' : 'bpmn:OutputSet', {})
  // The standard wants a set of each (§10.4.1), though nothing may be in it.
  const [other, otherType] = way === 'in' ? (['outputSets', 'bpmn:OutputSet'] as const) : (['inputSets', 'bpmn:InputSet'] as const)
  const others = (specification.get(other) as Moddle[] | undefined) ?? []
  const referred = (set.get(refs) as Moddle[] | undefined) ?? []
  editor.together([
    ...(before === undefined ? [step(element, activity, { ioSpecification: specification })] : []),
    ...(there === undefined ? [step(element, specification, { [data]: [...known, own] })] : []),
    step(element, specification, {
      [sets]: [set],
      [other]: others.length > 0 ? others : [made(editor, specification, otherType, {})],
    }),
    ...(referred.includes(own) ? [] : [step(element, set, { [refs]: [...referred, own] })]),
    step(element, association, way === 'in' ? { targetRef: own } : { sourceRef: [own] }),
  ])
}

function arrowAgain(editor: Editor, element: Drawn, activity: Moddle, way: Direction, association: Moddle): Step[] {
  if (way === 'out') return [step(element, association, { sourceRef: [] })]
  const properties = (activity.get('properties') as Moddle[] | undefined) ?? []
  const there = properties.find((one) => textOf(one, 'name') === PLACEHOLDER)
  const place = there ?? made(editor, activity, 'bpmn:Property', { name: PLACEHOLDER })
  return [
    ...(there === undefined ? [step(element, activity, { properties: [...properties, place] })] : []),
    step(element, association, { targetRef: place }),
  ]
}

/** Sets what an association makes of the value; an empty text passes it as it is. */
export function setTransformation(editor: Editor, element: Drawn, association: Moddle, text: string): void {
  const transformation =
    text === '' ? undefined : made(editor, association, 'bpmn:FormalExpression', { body: text })
  editor.together([step(element, association, { transformation })])
}

/** Returns the drawn data objects that an activity can be connected with: those of its scope and around it. */
export function dataBeside(editor: Editor, activity: Drawn): Drawn[] {
  const around = new Set<Moddle | undefined>()
  for (let scope = activity.businessObject.$parent; scope !== undefined; scope = scope.$parent) around.add(scope)
  return editor.registry.filter(
    (one) =>
      one.labelTarget === undefined && isA(one.businessObject, 'bpmn:DataObjectReference') && around.has(one.businessObject.$parent),
  )
}

/** Returns the process in which an element lies. */
function processOf(element: Moddle): Moddle | undefined {
  let scope: Moddle | undefined = element
  while (scope !== undefined && !isA(scope, 'bpmn:Process')) scope = scope.$parent
  return scope
}

/**
 * Sets the variable in which a multi-instance collects what its members give; an empty name collects nothing.
 *
 * The standard lets it refer to data: an object of the process stands for the variable, made where there is none.
 */
export function setOutputCollection(editor: Editor, element: Drawn, loop: Moddle, name: string): void {
  if (name === '') {
    editor.together([step(element, loop, { loopDataOutputRef: undefined })])
    return
  }
  const everything = processesOf(editor.definitions).flatMap((one) => [...elementsBelow(one)])
  const there = everything.find((one) => isA(one, 'bpmn:DataObject') && variableOf(one) === name)
  const process = processOf(element.businessObject)
  const taken = everything.some((one) => one.id === name) || !/^[A-Za-z_][\w.-]*$/.test(name)
  const object = there ?? editor.factory.create('bpmn:DataObject', taken ? { name } : { id: name, name })
  const steps: Step[] = [step(element, loop, { loopDataOutputRef: object })]
  if (there === undefined && process !== undefined) {
    object.$parent = process
    steps.unshift(step(element, process, { flowElements: [...flowElementsOf(process), object] }))
  }
  editor.together(steps)
}

/** Sets what a member of a multi-instance gives to the collection. */
export function setOutputItem(editor: Editor, element: Drawn, loop: Moddle, name: string): void {
  const outputDataItem = name === '' ? undefined : made(editor, loop, 'bpmn:DataOutput', { name })
  editor.together([step(element, loop, { outputDataItem })])
}
