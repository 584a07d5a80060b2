import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useOrderForms } from '@/api/orderForms'
import type { HistoryEntry } from '@/api/types'
import { namingOf, type Naming } from '@/forms/naming'
import { Loaded } from '@/ui/Loaded'
import { useLanguage, useWords } from '@/words'
import { common } from '@/words/common'
import { orders } from '@/words/orders'
import { timeline } from '@/words/timeline'
import { useHistory } from '../api/useOrder'
import { Event } from './Event'

interface TimelineProps {
  orderId: string
  /** The moment that the page shows, ISO 8601; null: now. */
  moment: string | null
  onMoment: (at: string | null) => void
}

/** Events that no person did and that say little by themselves. */
function isQuiet({ actor, opened, attention }: HistoryEntry): boolean {
  return actor.startsWith('system:') && opened.length === 0 && attention.length === 0
}

/** Who did what, when, and what changed; the newest first. */
export function Timeline({ orderId, moment, onMoment }: TimelineProps) {
  const words = useWords(timeline)
  const title = useWords(orders).timeline
  const shared = useWords(common)
  const { language } = useLanguage()
  const [people, setPeople] = useState(false)
  const query = useHistory(orderId)
  const naming: Naming = namingOf(useOrderForms(orderId), language)
  return (
    <section className="panel">
      <h2 className="timeline-head">
        {title}
        <Segmented
          size="small"
          aria-label={words.filter}
          value={people}
          options={[
            { value: false, label: words.all },
            { value: true, label: words.people },
          ]}
          onChange={setPeople}
        />
      </h2>
      <Loaded query={query}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items).filter((entry) => !people || !isQuiet(entry))
          if (entries.length === 0) return <p className="quiet">{words.empty}</p>
          return (
            <>
              {query.hasNextPage && (
                <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {shared.loadMore}
                </Button>
              )}
              <ol className="timeline" reversed>
                {entries.toReversed().map((entry) => (
                  <Event
                    key={entry.seq}
                    entry={entry}
                    naming={naming}
                    isShown={entry.entered_at === moment}
                    onShow={() => onMoment(entry.entered_at === moment ? null : entry.entered_at)}
                  />
                ))}
              </ol>
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
