import { Link, useNavigate } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import type { OrderLine, OrdersWish } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Due } from '@/clock/Due'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { orderStatuses } from '@/words/common'
import { orders } from '@/words/orders'
import { stages } from '@/words/stages'
import { useOrders } from '../api/useOrders'

/** The orders that fit a wish. */
export function OrderTable({ wish }: { wish: OrdersWish }) {
  const words = useWords(orders)
  const navigate = useNavigate()
  const query = useOrders(wish)
  const columns = useColumns()
  return (
    <ListTable<OrderLine>
      query={query}
      label={words.title}
      empty={words.none}
      columns={columns}
      atLeast={900}
      onOpen={({ id }) => void navigate({ to: '/orders/$orderId', params: { orderId: id } })}
    />
  )
}

function useColumns(): TableColumnsType<OrderLine> {
  const words = useWords(orders)
  const statusName = useNames(orderStatuses)
  const stageName = useNames(stages)
  const categories = useVocabulary('categories')
  return [
    {
      title: words.number,
      dataIndex: 'number',
      width: 150,
      render: (number: string, { id }) => (
        <Link to="/orders/$orderId" params={{ orderId: id }} onClick={(event) => event.stopPropagation()}>
          <OrderNumber number={number} />
        </Link>
      ),
    },
    {
      title: words.what,
      dataIndex: 'title',
      render: (title: string, line) => (
        <>
          {title}{' '}
          <Marks
            priority={line.priority}
            round={line.round}
            urges={line.urges}
            attention={line.attention}
            held={line.status === 'held'}
          />
        </>
      ),
    },
    { title: words.category, dataIndex: 'category', width: 90, render: (key: string) => categories.name(key) },
    { title: words.stage, dataIndex: 'stage', width: 80, render: (key: string | null) => stageName(key) },
    { title: words.status, dataIndex: 'status', width: 80, render: (key: string) => statusName(key) },
    { title: words.county, dataIndex: 'tier_name', width: 110 },
    { title: words.crew, dataIndex: 'crew_name', width: 130 },
    {
      title: words.due,
      width: 130,
      render: (_, line) =>
        line.status === 'open' || line.status === 'held' ? (
          <Due target={line.target_due_at} promise={line.promise_due_at} />
        ) : null,
    },
    { title: words.opened, dataIndex: 'opened_at', width: 110, render: (at: string) => <Moment at={at} /> },
  ]
}
