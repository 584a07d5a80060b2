import { copyForeign, NAMESPACES } from './foreign'
import type { EventBus, Foreign, Moddle, ModdleFactory } from './types'

/** Attributes that only some elements have: on another kind they would be refused. */
const ONLY_ON: Record<string, readonly string[]> = {
  'camunda:candidateGroups': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:assignee': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:priority': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:formKey': ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:StartEvent'],
  'huan:limit': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:type': ['bpmn:ServiceTask', 'bpmn:SendTask'],
  'camunda:topic': ['bpmn:ServiceTask', 'bpmn:SendTask'],
  'camunda:calledElementBinding': ['bpmn:CallActivity'],
  'camunda:calledElementVersion': ['bpmn:CallActivity'],
  'camunda:calledElementVersionTag': ['bpmn:CallActivity'],
  'camunda:dueDate': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:followUpDate': ['bpmn:UserTask', 'bpmn:ManualTask'],
  'camunda:decisionRef': ['bpmn:BusinessRuleTask'],
  'camunda:mapDecisionResult': ['bpmn:BusinessRuleTask'],
  'camunda:resultVariable': ['bpmn:BusinessRuleTask', 'bpmn:ScriptTask'],
  'huan:correlationKey': ['bpmn:Event', 'bpmn:SendTask', 'bpmn:ReceiveTask', 'bpmn:EventDefinition', 'bpmn:Message'],
  'huan:escalateTo': ['bpmn:ThrowEvent'],
  'huan:everyMissed': ['bpmn:CatchEvent'],
  'huan:exempt': ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:EndEvent'],
}

interface Copying {
  sourceElement: Moddle
  targetElement: Moddle
}

function isOurs(name: string): boolean {
  return Object.keys(NAMESPACES).some((prefix) => name.startsWith(`${prefix}:`))
}

/**
 * Carries attributes and elements of Camunda's and ours along when an element is copied or changed into
 * another kind, as far as the new kind can have them. bpmn.io copies only what its BPMN model names.
 */
function KeepForeign(eventBus: EventBus, moddle: ModdleFactory) {
  eventBus.on('moddleCopy.canCopyProperties', 2000, ({ sourceElement, targetElement }: Copying) => {
    for (const [name, value] of Object.entries(sourceElement.$attrs)) {
      const kinds = ONLY_ON[name]
      const fits = kinds === undefined || kinds.some((kind) => targetElement.$instanceOf(kind))
      if (isOurs(name) && fits) targetElement.$attrs[name] = value
    }
  })
  eventBus.on('moddleCopy.canCopyProperty', 2000, ({ property }: { property: unknown }) => {
    const element = property as (Foreign & { $descriptor?: { isGeneric?: boolean } }) | undefined
    return element?.$descriptor?.isGeneric ? copyForeign(moddle, element) : undefined
  })
}
KeepForeign.$inject = ['eventBus', 'moddle']

export const keepForeign = { __init__: ['keepForeign'], keepForeign: ['type', KeepForeign] }
