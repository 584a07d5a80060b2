import { useOrderForms } from '@/api/orderForms'
import { Facts } from '@/ui/Facts'
import { useLanguage } from '@/words'
import { namingOf } from './naming'

interface ValueFactsProps {
  orderId: string
  values: Record<string, unknown>
}

/** Values of an order, under the names that its forms give them. */
export function ValueFacts({ orderId, values }: ValueFactsProps) {
  const { language } = useLanguage()
  const naming = namingOf(useOrderForms(orderId), language)
  return <Facts of={Object.entries(values).map(([field, value]) => [naming.name(field), naming.text(field, value)])} />
}
