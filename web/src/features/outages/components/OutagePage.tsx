import type { OutageView } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Facts } from '@/ui/Facts'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { outageCauses, outageKinds, outages, outageStatuses } from '@/words/outages'
import { useOutage } from '../api/useOutages'
import { OutageActions } from './OutageActions'
import { OutageHistory } from './OutageHistory'
import { OutageOrders } from './OutageOrders'
import { OutagePremises } from './OutagePremises'
import './outages.css'

/** One outage: facts, what can be done, its place, the orders that it explains, its history. */
export function OutagePage({ outageId }: { outageId: string }) {
  const query = useOutage(outageId)
  return <Loaded query={query}>{(outage) => <Whole outage={outage} />}</Loaded>
}

function Whole({ outage }: { outage: OutageView }) {
  const words = useWords(outages)
  const kindName = useNames(outageKinds)
  const statusName = useNames(outageStatuses)
  const causeName = useNames(outageCauses)
  const goesOn = outage.status === 'active' || outage.status === 'announced'
  const moment = (at: string | null) => at !== null && <Moment at={at} />
  return (
    <Page title={outage.title} actions={outage.may_manage && goesOn && <OutageActions outage={outage} />}>
      <div className="order-columns">
        <div>
          <section className="panel">
            <h2>{words.facts}</h2>
            <Facts
              of={[
                [words.status, <span key="status" className="mark">{statusName(outage.status)}</span>],
                [words.kind, kindName(outage.kind)],
                [words.cause, causeName(outage.cause)],
                [words.county, outage.tier_name],
                [words.area, outage.transformer_area],
                [words.starts, moment(outage.starts_at)],
                [words.expected, moment(outage.expected_at) || words.nobodyKnows],
                [words.restored, moment(outage.restored_at) || null],
                [words.by, outage.recorded_by_name],
                [words.recordedAt, moment(outage.recorded_at)],
              ]}
            />
            {outage.description !== '' && <p className="outage-text">{outage.description}</p>}
          </section>
          <OutageHistory outageId={outage.id} />
        </div>
        <div>
          <OutageOrders outage={outage} goesOn={goesOn} />
          <OutagePremises outage={outage} mayChange={outage.may_manage && goesOn} />
        </div>
      </div>
    </Page>
  )
}
