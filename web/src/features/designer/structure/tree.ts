import { flowElementsOf, isA, nameOf, processesOf } from '../modeler/reading'
import { kindOf } from '../modeler/kinds'
import type { Moddle } from '../modeler/types'

/** A line of the list beside the diagram. */
export interface Line {
  id: string
  name: string
  /** The key of `words/modeler.ts`. */
  kind: string
  level: number
  /** It holds other lines. */
  isScope: boolean
  /** Of a flow: where it leads. */
  target: string | null
}

const SHOWN = ['bpmn:FlowNode', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference']

/** In the order in which one would tell them: from the start along the flows, attached events after their host. */
function ordered(nodes: readonly Moddle[]): Moddle[] {
  const left = new Set(nodes)
  const told: Moddle[] = []
  const tell = (node: Moddle) => {
    if (!left.delete(node)) return
    told.push(node)
    for (const one of nodes) if (one.get('attachedToRef') === node) tell(one)
    for (const flow of (node.get('outgoing') as Moddle[] | undefined) ?? []) {
      const target = flow.get('targetRef') as Moddle | undefined
      if (target !== undefined) tell(target)
    }
  }
  const starts = nodes.filter((node) => isA(node, 'bpmn:StartEvent'))
  for (const node of [...starts, ...nodes]) tell(node)
  return told
}

function linesOf(scope: Moddle, level: number): Line[] {
  const nodes = flowElementsOf(scope).filter((element) => isA(element, ...SHOWN))
  return ordered(nodes).flatMap((node) => {
    const flows = (node.get('outgoing') as Moddle[] | undefined) ?? []
    const inside = isA(node, 'bpmn:SubProcess') ? linesOf(node, level + 1) : []
    const own: Line = {
      id: node.id ?? '',
      name: nameOf(node),
      kind: kindOf(node),
      level,
      isScope: isA(node, 'bpmn:SubProcess'),
      target: null,
    }
    return [
      own,
      ...flows.map((flow) => ({
        id: flow.id ?? '',
        name: nameOf(flow),
        kind: 'Sequence flow',
        level: level + 1,
        isScope: false,
        target: nameOf(flow.get('targetRef') as Moddle) || ((flow.get('targetRef') as Moddle).id ?? ''),
      })),
      ...inside,
    ]
  })
}

/** Returns the diagram as lines: processes, what is in them, where it leads. */
export function structureOf(definitions: Moddle): Line[] {
  return processesOf(definitions).flatMap((process) => [
    { id: process.id ?? '', name: nameOf(process), kind: 'process', level: 1, isScope: true, target: null },
    ...linesOf(process, 2),
  ])
}
