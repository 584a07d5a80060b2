import type { BpmnFactory, EventBus, Moddle } from './types'

/**
 * References to data that may name a variable instead of an element of the file, with the kind of element that
 * they refer to. A parser drops what it cannot resolve.
 */
const KEPT: Record<string, string> = {
  'bpmn:loopDataInputRef': 'bpmn:DataInput',
  'bpmn:loopDataOutputRef': 'bpmn:DataOutput',
  'bpmn:sourceRef': 'bpmn:Property',
  'bpmn:targetRef': 'bpmn:Property',
}

interface Parsed {
  warnings?: readonly { element?: Moddle; property?: string; value?: string }[]
}

/** Keeps references to data that is not drawn, so that they stand in the file again when it is saved. */
function KeepReferences(eventBus: EventBus, bpmnFactory: BpmnFactory) {
  eventBus.on('import.parse.complete', 1500, ({ warnings = [] }: Parsed) => {
    for (const { element, property, value } of warnings) {
      if (element === undefined || property === undefined || value === undefined) continue
      const type = KEPT[property]
      if (type === undefined) continue
      const isData = element.$instanceOf('bpmn:DataAssociation') || element.$instanceOf('bpmn:LoopCharacteristics')
      if (!isData) continue
      const named = bpmnFactory.create(type, { id: value, name: value })
      const known = element.get(property) as Moddle | Moddle[] | undefined
      element.set(property, Array.isArray(known) ? [...known, named] : named)
    }
  })
}
KeepReferences.$inject = ['eventBus', 'bpmnFactory']

interface Registry {
  typeMap: Record<string, { properties: { name: string; xml?: { serialize: string } }[] }>
}

/**
 * Lets rules of a multi-instance be written as the schema has them (`condition`, `event`): the model of bpmn.io
 * does not say so, and would write them by the names of their types, which nobody reads.
 */
function WriteRules({ registry }: { registry: Registry }) {
  const properties = registry.typeMap['bpmn:ComplexBehaviorDefinition']?.properties ?? []
  for (const property of properties) property.xml ??= { serialize: 'property' }
}
WriteRules.$inject = ['moddle']

export const keepReferences = {
  __init__: ['keepReferences', 'writeRules'],
  keepReferences: ['type', KeepReferences],
  writeRules: ['type', WriteRules],
}
