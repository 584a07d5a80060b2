import { Link } from '@tanstack/react-router'
import type { Incident, IncidentsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ValueFacts } from '@/forms/ValueFacts'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useLanguage, useWords } from '@/words'
import { incidentKinds, incidents } from '@/words/incidents'
import { useIncidents } from '../api/useIncidents'
import { Mending } from './Mending'
import './incidents.css'

/** What went wrong, with the way to mend it. */
export function IncidentList({ wish }: { wish: IncidentsWish }) {
  const words = useWords(incidents)
  const query = useIncidents(wish)
  return (
    <Listed query={query} empty={words.none}>
      {(found) => (
        <ul className="incidents">
          {found.map((incident) => (
            <li key={incident.id} className="panel">
              <Row incident={incident} />
            </li>
          ))}
        </ul>
      )}
    </Listed>
  )
}

function Row({ incident }: { incident: Incident }) {
  const words = useWords(incidents)
  const kindName = useNames(incidentKinds)
  const { language } = useLanguage()
  const said = (language === 'zh' && incident.message_zh) || incident.message
  return (
    <div className="incident">
      <div>
        <strong>{kindName(incident.kind)}</strong>{' '}
        {incident.order !== null && incident.order_number !== null && (
          <Link to="/orders/$orderId" params={{ orderId: incident.order }}>
            <OrderNumber number={incident.order_number} /> {incident.order_title}
          </Link>
        )}
        <p className="incident-message">{said}</p>
        {incident.typed !== null && incident.order !== null && (
          <details>
            <summary>{words.typed}</summary>
            <ValueFacts orderId={incident.order} values={incident.typed} />
          </details>
        )}
        <div className="quiet">
          {words.openedAt} <Moment at={incident.opened_at} />
          {incident.task_name !== null && ` · ${incident.task_name}`}
          {incident.element !== null && ` · ${words.element} ${incident.element}`}
          {incident.retries > 0 && ` · ${words.retries(incident.retries)}`}
          {incident.resolved_by_name !== null && ` · ${words.resolvedBy(incident.resolved_by_name)}`}
        </div>
      </div>
      {incident.may_mend && <Mending incident={incident} />}
    </div>
  )
}
