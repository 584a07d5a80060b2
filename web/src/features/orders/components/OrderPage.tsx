import { Alert, Button } from 'antd'
import { useCallback, useState, type ReactNode } from 'react'
import { useZone } from '@/api/session'
import type { Order } from '@/api/types'
import { exactMoment } from '@/clock/moments'
import { Loaded } from '@/ui/Loaded'
import { useNarrow } from '@/ui/useNarrow'
import { WholePage } from '@/ui/WholePage'
import { useLanguage, useWords } from '@/words'
import { timeline } from '@/words/timeline'
import { useOrder, useOrderState } from '../api/useOrder'
import { Attachments } from './Attachments'
import { Clocks } from './Clocks'
import { Comments } from './Comments'
import { MergeCandidates } from './MergeCandidates'
import { OrderDiagram } from './OrderDiagram'
import { OrderFacts, OrderValues } from './OrderFacts'
import { OrderHead } from './OrderHead'
import { OrderLinks } from './OrderLinks'
import { OrderRelations } from './OrderRelations'
import { OrderTasks } from './OrderTasks'
import { PublicAnswer } from './PublicAnswer'
import { Support } from './Support'
import { Timeline } from './Timeline'
import './orders.css'

interface OrderPageProps {
  orderId: string
  more?: (order: Order) => ReactNode
  /** The recordings of its calls, which stand below these. */
  recordings?: ReactNode
}

/** Everything about one order, live; or as it was at a moment of its history. */
export function OrderPage({ orderId, more, recordings }: OrderPageProps) {
  const query = useOrder(orderId)
  const { refetch } = query
  const readAgain = useCallback(() => void refetch(), [refetch])
  return (
    <Loaded query={query}>
      {(order) => (
        <WholePage value={readAgain}>
          <Whole order={order} more={more?.(order)} recordings={recordings} />
        </WholePage>
      )}
    </Loaded>
  )
}

function Whole({ order, more, recordings }: { order: Order; more: ReactNode; recordings: ReactNode }) {
  const words = useWords(timeline)
  const { language } = useLanguage()
  const zone = useZone()
  const [moment, setMoment] = useState<string | null>(null)
  const state = useOrderState(order.id, moment)
  const mayChange = order.permissions.includes('change-order')
  const narrow = useNarrow()
  const work = moment === null && (
    <>
      <OrderTasks order={order} />
      <Clocks of={order.clocks} />
    </>
  )
  return (
    <div className="page order-page">
      <OrderHead order={order} more={more} />
      {moment !== null && (
        <Alert
          type="info"
          showIcon
          title={words.moment(exactMoment(moment, language, zone))}
          action={<Button onClick={() => setMoment(null)}>{words.now}</Button>}
        />
      )}
      {narrow && work}
      <Loaded query={state}>{(shown) => <OrderDiagram orderId={order.id} state={shown} />}</Loaded>
      <div className="order-columns">
        <div>
          <Timeline orderId={order.id} moment={moment} onMoment={setMoment} />
        </div>
        <div>
          {!narrow && work}
          <OrderFacts order={order} />
          {moment === null ? (
            <OrderValues orderId={order.id} values={order.fields} />
          ) : (
            state.data !== undefined && (
              <OrderValues
                orderId={order.id}
                values={Object.fromEntries(state.data.values.map(({ name, value }) => [name, value]))}
              />
            )
          )}
          <OrderLinks order={order} />
          {order.calls.length > 0 && recordings}
          <OrderRelations order={order} />
          {moment === null && <MergeCandidates order={order} />}
          <PublicAnswer orderId={order.id} />
          <Support order={order} />
          <Attachments orderId={order.id} mayAttach={mayChange} />
          <Comments orderId={order.id} mayWrite={mayChange} />
        </div>
      </div>
    </div>
  )
}
