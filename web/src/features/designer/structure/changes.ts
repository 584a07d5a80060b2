import type { Editor } from '../modeler/Editor'
import { isA, nameOf } from '../modeler/reading'
import type { Drawn } from '../modeler/types'
import type { Choice } from './kinds'

interface Elements {
  createShape: (of: object) => Drawn
}
interface AutoPlace {
  append: (source: Drawn, shape: Drawn) => Drawn
}
interface Rules {
  allowed: (action: string, context: object) => unknown
}

/** Returns the shape or connection of an element; undefined: it is not drawn by itself, as a process. */
export function elementOf(editor: Editor, id: string | undefined): Drawn | undefined {
  return id === undefined ? undefined : editor.registry.get(id)
}

interface SpaceTool {
  calculateAdjustments: (elements: Drawn[], axis: 'x', delta: number, start: number) => object
}

/** Room beside an element that is put into a flow. */
const ROOM = 50

/** Returns the longest level stretch of a flow: from where, how long, at which height. */
function stretchOf(flow: Drawn): { from: number; length: number; y: number } | undefined {
  const points = flow.waypoints ?? []
  const level = points.slice(1).flatMap((to, at) => {
    const from = points[at]!
    return from.y === to.y && to.x > from.x ? [{ from: from.x, length: to.x - from.x, y: to.y }] : []
  })
  return level.sort((a, b) => b.length - a.length)[0]
}

/**
 * Adds an element of a kind after another, and selects it: into the flow that leads on where there is one, with
 * room made for it, else at its side.
 */
function appendTo(editor: Editor, source: Drawn, type: string): void {
  const isExpanded = type === 'bpmn:SubProcess' ? true : undefined
  const shape = editor.part<Elements>('elementFactory').createShape({ type, isExpanded })
  const flows = source.outgoing.filter((one) => one.type === 'bpmn:SequenceFlow')
  const flow = flows.length === 1 ? flows[0] : undefined
  const stretch = flow === undefined ? undefined : stretchOf(flow)
  if (flow === undefined || stretch === undefined || type === 'bpmn:EndEvent') {
    editor.reveal(editor.part<AutoPlace>('autoPlace').append(source, shape).id)
    return
  }
  const missing = Math.max(0, shape.width + 2 * ROOM - stretch.length)
  const start = stretch.from + 1
  const everything = editor.registry.filter((one) => one !== editor.canvas.getRootElement())
  const space = {
    ...editor.part<SpaceTool>('spaceTool').calculateAdjustments(everything, 'x', missing, start),
    delta: { x: missing, y: 0 },
    direction: 'e',
    start,
  }
  const position = { x: stretch.from + (stretch.length + missing) / 2, y: stretch.y }
  editor.together([
    ...(missing > 0 ? [{ command: 'spaceTool', context: space }] : []),
    { command: 'shape.create', context: { shape, position, parent: flow, hints: {} } },
  ])
  editor.reveal(shape.id)
}

/** Kinds that can be added after an element, as `words/modeler.ts` calls them. */
const ADDED: readonly (readonly [string, string])[] = [
  ['bpmn:UserTask', 'User task'],
  ['bpmn:ServiceTask', 'Service task'],
  ['bpmn:BusinessRuleTask', 'Business rule task'],
  ['bpmn:ScriptTask', 'Script task'],
  ['bpmn:SendTask', 'Send task'],
  ['bpmn:ReceiveTask', 'Receive task'],
  ['bpmn:CallActivity', 'Call activity'],
  ['bpmn:SubProcess', 'Sub-process (expanded)'],
  ['bpmn:ExclusiveGateway', 'Exclusive gateway'],
  ['bpmn:ParallelGateway', 'Parallel gateway'],
  ['bpmn:EventBasedGateway', 'Event-based gateway'],
  ['bpmn:IntermediateThrowEvent', 'Intermediate throw event'],
  ['bpmn:EndEvent', 'End event'],
]

/** Returns what can be added after an element. */
export function following(editor: Editor, source: Drawn): Choice[] {
  const { businessObject } = source
  if (!isA(businessObject, 'bpmn:FlowNode') || isA(businessObject, 'bpmn:EndEvent')) return []
  return ADDED.filter(([type]) => editor.offers({ type }, businessObject.$parent)).map(([type, label]) => ({
    key: type,
    label,
    act: () => appendTo(editor, source, type),
  }))
}

/** Returns the elements to which a flow may lead from an element. */
export function reachable(editor: Editor, id: string | undefined): { id: string; name: string }[] {
  const source = elementOf(editor, id)
  if (source === undefined) return []
  const rules = editor.part<Rules>('rules')
  return editor.registry
    .filter((one) => one.labelTarget === undefined && isA(one.businessObject, 'bpmn:FlowNode') && one !== source)
    .filter((target) => {
      const allowed = rules.allowed('connection.create', { source, target }) as { type?: string } | false | null
      return typeof allowed === 'object' && allowed?.type === 'bpmn:SequenceFlow'
    })
    .map((one) => ({ id: one.id, name: `${nameOf(one.businessObject)} ${one.id}`.trim() }))
}

/** Draws a flow from one element to another. */
export function connectTo(editor: Editor, from: string | undefined, to: string): void {
  const [source, target] = [elementOf(editor, from), elementOf(editor, to)]
  if (source !== undefined && target !== undefined) editor.modeling.connect(source, target)
}
