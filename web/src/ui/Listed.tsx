import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from './Loaded'
import { NextPage } from './NextPage'

interface PageOf<T> {
  items: T[]
  count: number
  count_is_capped: boolean
}

export type ListQuery<T> = UseInfiniteQueryResult<InfiniteData<PageOf<T>>, unknown>

interface ListedProps<T> {
  query: ListQuery<T>
  /** What stands there when nothing is found; left out: the children say it themselves. */
  empty?: string
  children: (items: T[]) => ReactNode
}

/** What a list has read so far, with how many there are and the next page. */
export function Listed<T>({ query, empty, children }: ListedProps<T>) {
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0 && empty !== undefined) return <div className="empty">{empty}</div>
        return (
          <>
            {children(items)}
            <NextPage
              count={pages[0]!.count}
              capped={pages[0]!.count_is_capped}
              hasNext={query.hasNextPage}
              isReading={query.isFetchingNextPage}
              onNext={() => void query.fetchNextPage()}
            />
          </>
        )
      }}
    </Loaded>
  )
}
