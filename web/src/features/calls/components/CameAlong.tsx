import type { CallOrder, CameWith } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useWords } from '@/words'
import { pop as popWords } from '@/words/pop'
import { PopOrders } from './PopOrders'

interface CameAlongProps {
  came: CameWith
  /** Orders to which the call is linked already. */
  linked: readonly CallOrder[]
  onLink: (order: string) => void
}

/** What a colleague sent along with the call: a word, orders, what was typed so far. */
export function CameAlong({ came, linked, onLink }: CameAlongProps) {
  const words = useWords(popWords)
  const isLinked = (id: string) => linked.some((one) => one.id === id)
  const orders = came.orders.filter(({ id }) => !isLinked(id))
  return (
    <section className="call-pop-came">
      <h2>
        {words.cameFrom(came.from_name ?? '…')}{' '}
        <span className="quiet">
          <Moment at={came.at} />
        </span>
      </h2>
      {came.note !== null && <p>{came.note}</p>}
      {Object.keys(came.draft).length > 0 && <p className="quiet">{words.draftCame}</p>}
      {orders.length > 0 && <PopOrders title={words.ordersCame} orders={orders} onLink={onLink} />}
    </section>
  )
}
