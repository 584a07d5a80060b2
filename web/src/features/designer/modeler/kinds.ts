import { eventOf, isA } from './reading'
import type { Moddle } from './types'

const PLAIN: Record<string, string> = {
  'bpmn:Task': 'Task',
  'bpmn:UserTask': 'User task',
  'bpmn:ManualTask': 'Manual task',
  'bpmn:ServiceTask': 'Service task',
  'bpmn:ScriptTask': 'Script task',
  'bpmn:BusinessRuleTask': 'Business rule task',
  'bpmn:SendTask': 'Send task',
  'bpmn:ReceiveTask': 'Receive task',
  'bpmn:CallActivity': 'Call activity',
  'bpmn:Transaction': 'Transaction',
  'bpmn:AdHocSubProcess': 'Ad-hoc sub-process (expanded)',
  'bpmn:ExclusiveGateway': 'Exclusive gateway',
  'bpmn:InclusiveGateway': 'Inclusive gateway',
  'bpmn:ParallelGateway': 'Parallel gateway',
  'bpmn:EventBasedGateway': 'Event-based gateway',
  'bpmn:ComplexGateway': 'Complex gateway',
  'bpmn:SequenceFlow': 'Sequence flow',
  'bpmn:DataObjectReference': 'Data object reference',
  'bpmn:DataStoreReference': 'Data store reference',
}
const EVENTS: Record<string, string> = {
  'bpmn:StartEvent': 'start event',
  'bpmn:EndEvent': 'end event',
  'bpmn:IntermediateCatchEvent': 'intermediate catch event',
  'bpmn:IntermediateThrowEvent': 'intermediate throw event',
  'bpmn:BoundaryEvent': 'boundary event',
}

/** Returns what an element is, in the English of bpmn.io's menus: the key of `words/modeler.ts`. */
export function kindOf(element: Moddle): string {
  if (isA(element, 'bpmn:SubProcess') && element.get('triggeredByEvent') === true) return 'Event sub-process'
  const place = EVENTS[element.$type]
  if (place !== undefined) {
    const definition = eventOf(element)
    if (definition === undefined) return place[0]!.toUpperCase() + place.slice(1)
    const kind = definition.$type.slice('bpmn:'.length, -'EventDefinition'.length)
    const isOpen = element.get('cancelActivity') === false || element.get('isInterrupting') === false
    const name = `${kind === 'Compensate' ? 'Compensation' : kind} ${place}`
    return isOpen && kind !== 'Error' ? `${name} (non-interrupting)` : name
  }
  if (element.$type === 'bpmn:SubProcess') return 'Sub-process (expanded)'
  return PLAIN[element.$type] ?? element.$type.slice('bpmn:'.length)
}
