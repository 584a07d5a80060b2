import { variableOf } from './data'
import type { Editor } from './Editor'
import { expressionOf, isA, loopOf, textOf } from './reading'
import type { Drawn, Moddle } from './types'

/** How an activity repeats (BPMN 2.0 §13.3.6, §13.3.7). */

export type LoopKind = 'none' | 'standard' | 'parallel' | 'sequential'

export function kindOfLoop(loop: Moddle | undefined): LoopKind {
  if (loop === undefined) return 'none'
  if (isA(loop, 'bpmn:StandardLoopCharacteristics')) return 'standard'
  return loop.get('isSequential') === true ? 'sequential' : 'parallel'
}

/** Makes an activity repeat, or not. Several at once or one after another: all else that is said stays. */
export function setLoop(editor: Editor, element: Drawn, activity: Moddle, kind: LoopKind): void {
  const before = loopOf(activity)
  const isMulti = kind === 'parallel' || kind === 'sequential'
  if (isMulti && before !== undefined && isA(before, 'bpmn:MultiInstanceLoopCharacteristics')) {
    const properties = { isSequential: kind === 'sequential' }
    editor.together([{ command: 'element.updateModdleProperties', context: { element, moddleElement: before, properties } }])
    return
  }
  const type = isMulti ? 'bpmn:MultiInstanceLoopCharacteristics' : 'bpmn:StandardLoopCharacteristics'
  const loop =
    kind === 'none' ? undefined : editor.factory.create(type, isMulti ? { isSequential: kind === 'sequential' } : {})
  if (loop !== undefined) loop.$parent = activity
  editor.together([{ command: 'element.updateProperties', context: { element, properties: { loopCharacteristics: loop } } }])
}

/** What a multi-instance says of its members. */
export interface Members {
  /** FEEL: the collection, of Camunda's attribute or of the data that BPMN refers to. */
  collection: string
  item: string
  cardinality: string
  completion: string
  outputCollection: string
  outputItem: string
}

export function membersOf(loop: Moddle): Members {
  const data = (name: string) => variableOf(loop.get(name) as Moddle | undefined)
  if (!isA(loop, 'bpmn:MultiInstanceLoopCharacteristics')) {
    return { collection: '', item: '', cardinality: '', completion: '', outputCollection: '', outputItem: '' }
  }
  return {
    collection: textOf(loop, 'camunda:collection') || data('loopDataInputRef'),
    item: textOf(loop, 'camunda:elementVariable') || data('inputDataItem'),
    cardinality: expressionOf(loop, 'loopCardinality'),
    completion: expressionOf(loop, 'completionCondition'),
    outputCollection: data('loopDataOutputRef'),
    outputItem: data('outputDataItem'),
  }
}
