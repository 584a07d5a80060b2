import { Button } from 'antd'
import type { Pop } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { outageStatuses } from '@/words/outages'
import { pop as popWords } from '@/words/pop'
import { useConfirm } from '../api/usePop'

interface CallerCandidatesProps {
  pop: Pop
  onOpenOrder?: (premise: string) => void
}

/** Who may be calling: perhaps each of them, until somebody makes sure. */
export function CallerCandidates({ pop, onOpenOrder }: CallerCandidatesProps) {
  const words = useWords(calls)
  const own = useWords(popWords)
  const areas = useVocabulary('areas')
  const statusName = useNames(outageStatuses)
  const { failed } = useTell()
  const confirm = useConfirm()
  const say = (premise: string | null) => confirm.mutate({ call: pop.call.id, premise }, { onError: failed })
  const shown = pop.confirmed === null ? pop.candidates : pop.candidates.filter(({ is_confirmed }) => is_confirmed)
  return (
    <section>
      <h2>
        {pop.confirmed === null ? words.perhaps : own.confirmed}{' '}
        {pop.confirmed_by !== null && <span className="quiet">{pop.confirmed_by}</span>}
      </h2>
      {shown.length === 0 && <p className="quiet">{words.perhapsNone}</p>}
      <ul className="call-rows">
        {shown.map(({ premise, is_confirmed, outages }) => (
          <li key={premise.id} className="call-pop-row">
            <div>
              <strong>{premise.customer_name}</strong> {premise.address}{' '}
              {premise.cut_off_for_debt && <span className="mark mark-late">{words.cutOff}</span>}
              <div className="quiet figures">
                {premise.number} · {areas.name(premise.area)} · {premise.transformer_area}
              </div>
              {outages.map((one) => (
                <div key={one.id} className="call-pop-outage">
                  {own.outage} {one.title} · {statusName(one.status)}
                  {one.expected_at !== null && (
                    <>
                      {' · '}
                      {own.expected} <Moment at={one.expected_at} />
                    </>
                  )}
                </div>
              ))}
            </div>
            <div className="call-pop-actions">
              {onOpenOrder !== undefined && (
                <Button size="small" type="primary" onClick={() => onOpenOrder(premise.id)}>
                  {words.openHere}
                </Button>
              )}
              <Button size="small" loading={confirm.isPending} onClick={() => say(is_confirmed ? null : premise.id)}>
                {is_confirmed ? own.unsure : own.confirm}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
