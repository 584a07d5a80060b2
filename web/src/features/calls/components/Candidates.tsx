import { Button } from 'antd'
import type { Premise } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { useWords } from '@/words'
import { calls } from '@/words/calls'

interface CandidatesProps {
  premises: readonly Premise[]
  /** Opens an order at a premise; left out: one may not. */
  onOpenOrder?: (premise: Premise) => void
}

/** Whose premises the caller's number belongs to: perhaps the caller's, until they say so. */
export function Candidates({ premises, onOpenOrder }: CandidatesProps) {
  const words = useWords(calls)
  const areas = useVocabulary('areas')
  return (
    <section className="panel">
      <h2>{words.perhaps}</h2>
      {premises.length === 0 && <p className="quiet">{words.perhapsNone}</p>}
      <ul className="call-rows">
        {premises.map((premise) => (
          <li key={premise.id}>
            <div>
              <strong>{premise.customer_name}</strong> {premise.address}{' '}
              {premise.cut_off_for_debt && <span className="mark mark-late">{words.cutOff}</span>}
              <div className="quiet figures">
                {premise.number} · {areas.name(premise.area)} · {premise.transformer_area}
              </div>
            </div>
            {onOpenOrder !== undefined && (
              <Button type="primary" onClick={() => onOpenOrder(premise)}>
                {words.openHere}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
