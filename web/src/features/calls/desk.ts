import type { MyCalls, Pop } from '@/api/types'

/** How one stands to a call: it rings, one speaks in it, works after it, or it is over and was not put away. */
export type Phase = 'ringing' | 'talking' | 'after-call' | 'over'

/** A call on the desk. */
export interface OnDesk {
  pop: Pop
  phase: Phase
}

/** Returns the calls that are on the desk: what one speaks in first, then what rings, then what is worked after. */
export function onDesk(mine: MyCalls): OnDesk[] {
  const found: OnDesk[] = [
    ...mine.talking.map((pop) => ({ pop, phase: 'talking' as const })),
    ...mine.ringing.map((pop) => ({ pop, phase: 'ringing' as const })),
  ]
  if (mine.after_call !== null) found.push({ pop: mine.after_call, phase: 'after-call' })
  return found
}

/** Returns whose premises an order from a call is about: the confirmed ones, else the only ones there are. */
export function premiseOf({ confirmed, candidates }: Pop): string | null {
  const [only, ...others] = candidates
  if (confirmed !== null) return confirmed
  return only !== undefined && others.length === 0 ? only.premise.id : null
}

/** Returns since when one rings, speaks or works after a call, ISO 8601. Others may have spoken in it before. */
export function sinceOf({ call, since }: Pop, phase: Phase): string {
  if (phase === 'ringing' || phase === 'talking') return since ?? call.started_at
  return call.ended_at ?? call.started_at
}

/** Returns the orders that a call has to do with so far, each once: its own, then what came with it. */
export function ordersOf({ orders, came_with: came }: Pop): Pop['orders'] {
  const known = new Set(orders.map(({ id }) => id))
  return [...orders, ...(came?.orders ?? []).filter(({ id }) => !known.has(id))]
}
