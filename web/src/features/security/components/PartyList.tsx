import { Button } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import type { Order } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import { useRestriction } from '../api/useRestriction'
import { WhyDialogue } from './WhyDialogue'

interface PartyListProps {
  order: Order
  title: string
  parties: components['schemas']['RestrictionParty'][]
  mayTakeOut: boolean
}

/** Who is named in a restricted order, or whom it concerns; since when and by whom. */
export function PartyList({ order, title, parties, mayTakeOut }: PartyListProps) {
  const words = useWords(restricted)
  const { done } = useTell()
  const [party, setParty] = useState<string>()
  const { unname } = useRestriction(order.id)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {parties.map((one) => (
          <li key={one.id}>
            {one.name ?? one.id} <span className="quiet">{one.added_by_name ?? words.byProcess}</span>{' '}
            <Moment at={one.added_at} exact />{' '}
            {mayTakeOut && (
              <Button size="small" onClick={() => setParty(one.id)}>
                {words.unname}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {party !== undefined && (
        <WhyDialogue
          title={words.unname}
          command={unname}
          onClose={() => setParty(undefined)}
          onSend={(reason) =>
            unname.mutate({ party, reason }, { onSuccess: () => (done(words.unnamed), setParty(undefined)) })
          }
        />
      )}
    </section>
  )
}
