import { useState } from 'react'
import type { components } from '@/api/schema'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { OrderNumber } from '@/ui/OrderNumber'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import { useLooks } from '../api/useRestriction'

type Look = components['schemas']['Look']

/** Who looked at restricted orders, when and why; of one order where it is named. */
export function LookPanel({ orderId }: { orderId?: string }) {
  const words = useWords(restricted)
  const [text, setText] = useState('')
  const query = useLooks(text, orderId)
  return (
    <>
      <div className="filters">
        <SearchField className="find" label={words.find} value={text} onSearch={setText} />
      </div>
      <ListTable<Look>
        query={query}
        label={words.looks}
        empty={words.noLooks}
        columns={[
          { title: words.at, render: (_, one) => <Moment at={one.looked_at} exact /> },
          ...(orderId === undefined
            ? [{ title: words.order, render: (_: unknown, one: Look) => <OrderNumber number={one.order_number} /> }]
            : []),
          { title: words.person, dataIndex: 'person_name' },
          { title: words.reason, dataIndex: 'reason' },
        ]}
      />
    </>
  )
}
