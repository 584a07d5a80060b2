import type { CallLine } from './types'

/** Returns the number of the outside party of a call: of whom we called, what was dialled; null: withheld. */
export function customerNumber(call: Pick<CallLine, 'direction' | 'caller_number' | 'dialled_number'>): string | null {
  return call.direction === 'outbound' ? call.dialled_number : call.caller_number
}
