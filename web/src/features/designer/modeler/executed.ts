import type { Executed } from '@/api/types'
import { isA } from './reading'
import type { Moddle } from './types'

/** What an element of the drawing would become, as bpmn.io's menus have it. */
export interface Kind {
  type: string
  eventDefinitionType?: string
}

function tagOf(type: string): string {
  const name = type.slice('bpmn:'.length)
  return name[0]!.toLowerCase() + name.slice(1)
}

/** Returns the place of an event as the table of support names it; `parent` is what it would stand in. */
function placeOf(tag: string, parent: Moddle | undefined): string {
  if (tag !== 'startEvent') return tag
  if (parent?.get('triggeredByEvent') === true) return 'event sub-process start'
  return parent !== undefined && isA(parent, 'bpmn:SubProcess') ? 'inner start' : 'start'
}

/**
 * Says whether an element of a kind is executed in a scope. What the table does not speak of (data, pools, notes)
 * is drawn for people.
 */
export function isExecuted(table: Executed, kind: Kind, parent: Moddle | undefined): boolean {
  const tag = tagOf(kind.type)
  if (tag.endsWith('Gateway')) return table.gateways.includes(tag)
  if (tag.endsWith('Event')) {
    const place = placeOf(tag, parent)
    const definition = kind.eventDefinitionType
    const trigger = definition === undefined ? null : tagOf(definition).replace(/EventDefinition$/, '')
    return table.events.some((one) => one.place === place && one.trigger === trigger)
  }
  const isActivity = /[tT]ask$|SubProcess$|^subProcess$|^transaction$|^callActivity$/.test(tag)
  return !isActivity || table.activities.includes(tag)
}
