import { useZone } from '@/api/session'
import { Moment } from '@/clock/Moment'
import { exactMoment } from '@/clock/moments'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { outageCauses, outageEvents, outages, outageStatuses } from '@/words/outages'
import { useOutageHistory } from '../api/useOutages'

const NAMES = {
  title: 'what',
  cause: 'cause',
  description: 'description',
  transformer_area: 'area',
  starts_at: 'starts',
  expected_at: 'expected',
  restored_at: 'restored',
  status: 'status',
  reason: 'reason',
  premises_added: 'premisesAdded',
  premises_removed: 'premisesRemoved',
} as const

/** Who recorded and changed an outage, with values before and after. */
export function OutageHistory({ outageId }: { outageId: string }) {
  const words = useWords(outages)
  const eventName = useNames(outageEvents)
  const show = useShow()
  const query = useOutageHistory(outageId)
  return (
    <section className="panel">
      <h2>{words.history}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <ol className="plain-list">
            {items.toReversed().map((event) => (
              <li key={event.seq}>
                <strong>{eventName(event.type)}</strong>{' '}
                <span className="quiet">
                  {event.actor_name} · <Moment at={event.entered_at} />
                </span>
                <dl className="event-values">
                  {event.values.map(({ name, before, after }) => (
                    <div key={name}>
                      <dt>{name in NAMES ? words[NAMES[name as keyof typeof NAMES]] : name}</dt>
                      <dd>
                        {before !== null && <del>{show(name, before)}</del>} {show(name, after)}
                      </dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  )
}

function useShow(): (name: string, value: unknown) => string {
  const causeName = useNames(outageCauses)
  const statusName = useNames(outageStatuses)
  const { language } = useLanguage()
  const zone = useZone()
  return (name, value) => {
    if (value === null || value === undefined) return ''
    if (Array.isArray(value)) return value.join('、')
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (name.endsWith('_at')) return exactMoment(text, language, zone)
    if (name === 'cause') return causeName(text)
    return name === 'status' ? statusName(text) : text
  }
}
