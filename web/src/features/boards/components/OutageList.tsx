import { Link } from '@tanstack/react-router'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { boards } from '@/words/boards'
import { outageStatuses } from '@/words/outages'
import { useOutagesNow } from '../api/useBoard'

/** The outages that go on in a county. */
export function OutageList({ tier }: { tier: string }) {
  const words = useWords(boards)
  const statuses = useWords(outageStatuses)
  const query = useOutagesNow(tier)
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="quiet">{words.noOutages}</p>
        ) : (
          <ul className="board-side" aria-label={words.outages}>
            {items.map((outage) => (
              <li key={outage.id}>
                <span className="board-card-head">
                  <Link to="/outages/$outageId" params={{ outageId: outage.id }}>
                    {outage.title}
                  </Link>
                  <span className="mark mark-near">{statuses[outage.status]}</span>
                </span>
                {outage.expected_at !== null && (
                  <span className="board-card-foot quiet">
                    <span>
                      {words.expectedAt} <Moment at={outage.expected_at} />
                    </span>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
