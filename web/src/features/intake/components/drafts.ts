import type { Category, MyCalls } from '@/api/types'
import type { CallDraft } from '@/forms/callDraft'
import type { Values } from '@/forms/SchemaForm'
import type { IntakeFacts } from './IntakeForm'

/** What of the form is text, and goes along as it is. */
const TEXTS = [
  'title',
  'description',
  'tier',
  'area',
  'customer_class',
  'caller_name',
  'caller_number',
  'event_at',
] as const

/** What a colleague had filled in when the call was handed on. */
export interface Forwarded {
  facts: Partial<IntakeFacts>
  premise: { id: string; number: string } | null
  fields: Values
}

/** Returns what is filled in, as it goes along with the call. */
export function draftOf(facts: Partial<IntakeFacts>, fields: Values): CallDraft {
  const { premise, ...rest } = facts
  const filled = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return {
    ...Object.fromEntries(filled),
    ...(premise && { premise_id: premise.id, premise_number: premise.number }),
    fields,
  }
}

/** Reads what came along with a call of mine; null: nothing did. What it says wrongly is left out. */
export function forwardedIn(mine: MyCalls | undefined, callId: string | undefined): Forwarded | null {
  const pops = mine === undefined ? [] : [...mine.talking, ...mine.ringing, ...(mine.after_call ? [mine.after_call] : [])]
  const draft = pops.find(({ call }) => call.id === callId)?.came_with?.draft
  if (draft === undefined || Object.keys(draft).length === 0) return null
  const text = (name: string): string | undefined => (typeof draft[name] === 'string' ? draft[name] : undefined)
  const [id, number, category] = [text('premise_id'), text('premise_number'), text('category')]
  const fields = draft['fields']
  return {
    facts: {
      ...Object.fromEntries(TEXTS.flatMap((name) => (text(name) === undefined ? [] : [[name, text(name)]]))),
      ...(category !== undefined && { category: category as Category }),
      danger: draft['danger'] === true,
    },
    premise: id !== undefined && number !== undefined ? { id, number } : null,
    fields: typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? (fields as Values) : {},
  }
}
