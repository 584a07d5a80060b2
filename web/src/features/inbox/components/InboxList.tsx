import { Button } from 'antd'
import type { InboxWish } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { Lines } from '@/ui/Line'
import { Loaded } from '@/ui/Loaded'
import { NextPage } from '@/ui/NextPage'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'
import { useInbox } from '../api/useInbox'
import { useOutdated } from '../api/useOutdated'
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
  useKeys({ j: () => go(1), k: () => go(-1), r: () => void query.refetch() })
  const isFiltered = Object.entries(wish).some(([name, value]) => name !== 'sort' && value !== undefined)
  const isOutdated = useOutdated(wish)
  return (
    <Loaded query={query}>
      {({ pages }) =>
        // A page without lines is not the end: the server looks at so many at once.
        lines.length === 0 && !query.hasNextPage ? (
          <div className="empty">{isFiltered ? words.emptyFiltered : words.empty}</div>
        ) : (
          <>
            {isOutdated && !query.isFetching && (
              <Button block type="link" size="small" onClick={() => void query.refetch()}>
                {words.changed} <kbd aria-hidden>r</kbd>
              </Button>
            )}
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
              auto
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
