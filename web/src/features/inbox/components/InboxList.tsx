import type { InboxWish } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { Lines } from '@/ui/Line'
import { Loaded } from '@/ui/Loaded'
import { NextPage } from '@/ui/NextPage'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'
import { useInbox } from '../api/useInbox'
import { InboxRow } from './InboxRow'

interface InboxListProps {
  wish: InboxWish
  /** The task that is shown beside the list. */
  selected?: string
  onSelect: (task: string) => void
}

/** The lines of the inbox. `j` and `k` go down and up. */
export function InboxList({ wish, selected, onSelect }: InboxListProps) {
  const words = useWords(inbox)
  const query = useInbox(wish)
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  const at = lines.findIndex((line) => line.task === selected)
  const go = (step: number) => {
    const next = lines[at < 0 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1)]
    if (next !== undefined) onSelect(next.task)
  }
  useKeys({ j: () => go(1), k: () => go(-1) })
  const isFiltered = Boolean(wish.scope ?? wish.category ?? wish.overdue ?? wish.text)
  return (
    <Loaded query={query}>
      {({ pages }) =>
        lines.length === 0 ? (
          <div className="empty">{isFiltered ? words.emptyFiltered : words.empty}</div>
        ) : (
          <>
            <Lines label={words.lines} selected={selected}>
              {lines.map((line) => (
                <InboxRow
                  key={line.id}
                  line={line}
                  isSelected={line.task === selected}
                  onSelect={() => onSelect(line.task)}
                />
              ))}
            </Lines>
            <NextPage
              count={pages[0]!.count}
              capped={pages[0]!.count_is_capped}
              hasNext={query.hasNextPage}
              isReading={query.isFetchingNextPage}
              onNext={() => void query.fetchNextPage()}
            />
          </>
        )
      }
    </Loaded>
  )
}
