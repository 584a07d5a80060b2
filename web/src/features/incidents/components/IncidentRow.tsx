import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import type { Incident } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ValueFacts } from '@/forms/ValueFacts'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useLanguage, useWords } from '@/words'
import { incidentKinds, incidents } from '@/words/incidents'
import { Mending } from './Mending'

interface IncidentRowProps {
  incident: Incident
  /** It is chosen to be mended with others; undefined: there are no others. */
  isChosen: boolean | undefined
  onChoose: () => void
  onAlike: (incident: Incident) => void
}

/** One incident: what went wrong where, and the ways to mend it. */
export function IncidentRow({ incident, isChosen, onChoose, onAlike }: IncidentRowProps) {
  const words = useWords(incidents)
  const kindName = useNames(incidentKinds)
  const { language } = useLanguage()
  const said = (language === 'zh' && incident.message_zh) || incident.message
  return (
    <div className="incident">
      {isChosen !== undefined && incident.may_mend && (
        <Checkbox
          className="incident-choose"
          checked={isChosen}
          aria-label={words.choose(incident.order_number ?? kindName(incident.kind))}
          onChange={onChoose}
        />
      )}
      <div className="incident-said">
        <strong>{kindName(incident.kind)}</strong>{' '}
        {incident.order !== null && incident.order_number !== null && (
          <Link to="/orders/$orderId" params={{ orderId: incident.order }}>
            <OrderNumber number={incident.order_number} /> {incident.order_title}
          </Link>
        )}{' '}
        <Button size="small" title={words.alikeHint} onClick={() => onAlike(incident)}>
          {words.alike}
        </Button>
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
          {incident.package !== null && ` · ${incident.package}`}
          {incident.element !== null && ` · ${words.element} ${incident.element}`}
          {incident.retries > 0 && ` · ${words.retries(incident.retries)}`}
          {incident.resolved_by_name !== null && ` · ${words.resolvedBy(incident.resolved_by_name)}`}
        </div>
      </div>
      {incident.may_mend && <Mending incident={incident} />}
    </div>
  )
}
