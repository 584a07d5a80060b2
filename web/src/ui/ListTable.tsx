import { Table, type TableColumnsType } from 'antd'
import { useRef } from 'react'
import { useWalk } from '@/keyboard/useWalk'
import { Listed, type ListQuery } from './Listed'

interface ListTableProps<T> {
  query: ListQuery<T>
  columns: TableColumnsType<T>
  empty: string
  label: string
  /** The width in pixels below which the table is scrolled instead of squeezed. */
  atLeast?: number
  /** What a click anywhere in a row does. */
  onOpen?: (item: T) => void
}

/** A list as a table, with how many there are and the next page. `j` and `k` go through what can be opened. */
export function ListTable<T extends { id: string }>({ query, columns, empty, label, atLeast, onOpen }: ListTableProps<T>) {
  const section = useRef<HTMLElement>(null)
  useWalk(section, 'tbody a, tbody .link-button')
  return (
    <section ref={section} className="panel panel-table" aria-label={label}>
      <Listed query={query}>
        {(items) => (
          <Table<T>
            size="small"
            rowKey="id"
            pagination={false}
            locale={{ emptyText: <span className="quiet">{empty}</span> }}
            dataSource={items}
            columns={columns}
            // An empty one has no line that a keyboard could scroll by.
            scroll={atLeast === undefined || items.length === 0 ? undefined : { x: atLeast }}
            onRow={
              onOpen === undefined ? undefined : (item) => ({ className: 'clickable', onClick: () => onOpen(item) })
            }
          />
        )}
      </Listed>
    </section>
  )
}
