import type { Editor } from '../modeler/Editor'
import { isA, nameOf } from '../modeler/reading'
import type { Drawn } from '../modeler/types'

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

/** Adds an element of a kind after another, connected to it, and selects it. */
export function appendTo(editor: Editor, id: string | undefined, type: string): void {
  const source = elementOf(editor, id)
  if (source === undefined || !isA(source.businessObject, 'bpmn:FlowNode')) return
  const isExpanded = type === 'bpmn:SubProcess' ? true : undefined
  const shape = editor.part<Elements>('elementFactory').createShape({ type, isExpanded })
  editor.select(editor.part<AutoPlace>('autoPlace').append(source, shape))
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
