import type { Pop } from '@/api/types'
import { useWords } from '@/words'
import { calls } from '@/words/calls'

/** Who calls: the customer of whom somebody made sure, perhaps the one with this number, or what the exchange says. */
export function Caller({ pop }: { pop: Pop }) {
  const words = useWords(calls)
  const sure = pop.candidates.find(({ is_confirmed }) => is_confirmed)
  if (sure !== undefined) return sure.premise.customer_name
  const names = [...new Set(pop.candidates.map(({ premise }) => premise.customer_name))]
  if (names.length === 1) return words.perhapsWho(names[0]!)
  return pop.call.caller_name ?? (names.length > 1 ? words.perhapsSeveral(names.length) : words.unnamed)
}
