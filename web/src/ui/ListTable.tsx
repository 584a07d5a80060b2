import { Table, type TableColumnsType } from 'antd'
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query'
import { Loaded } from './Loaded'
import { NextPage } from './NextPage'

interface PageOf<T> {
  items: T[]
  count: number
  count_is_capped: boolean
}

interface ListTableProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<PageOf<T>>, unknown>
  columns: TableColumnsType<T>
  empty: string
  label: string
}

/** A list as a table, with how many there are and the next page. */
export function ListTable<T extends { id: string }>({ query, columns, empty, label }: ListTableProps<T>) {
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          <section className="panel panel-table" aria-label={label}>
            <Table<T>
              size="small"
              rowKey="id"
              pagination={false}
              locale={{ emptyText: <span className="quiet">{empty}</span> }}
              dataSource={pages.flatMap((page) => page.items)}
              columns={columns}
            />
          </section>
          <NextPage
            count={pages[0]!.count}
            capped={pages[0]!.count_is_capped}
            hasNext={query.hasNextPage}
            isReading={query.isFetchingNextPage}
            onNext={() => void query.fetchNextPage()}
          />
        </>
      )}
    </Loaded>
  )
}
