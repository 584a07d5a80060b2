import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { OrderAlike } from '@/api/types'
import { useJoinCall } from '@/api/useJoinCall'
import { Moment } from '@/clock/Moment'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { intake } from '@/words/intake'
import { stages } from '@/words/stages'

interface AlikeOrdersProps {
  orders: readonly OrderAlike[]
  callId: string | null
  isOpening: boolean
  onJoined: (order: string) => void
  onBeside: () => void
}

/** Open orders that a new one would repeat: join one of them, or open another on purpose. */
export function AlikeOrders({ orders, callId, isOpening, onJoined, onBeside }: AlikeOrdersProps) {
  const words = useWords(intake)
  const callWords = useWords(calls)
  const stageName = useNames(stages)
  const { done, failed } = useTell()
  const join = useJoinCall()
  const section = useRef<HTMLElement>(null)
  // It appears below a long form, from which somebody has just sent an order: they go on here.
  useEffect(() => {
    section.current?.focus()
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section ref={section} tabIndex={-1} className="panel intake-alike" role="alert">
      <h2>{words.alike}</h2>
      <p>{words.alikeHint}</p>
      <ul className="intake-alike-rows">
        {orders.map((order) => (
          <li key={order.id}>
            <span>
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                <OrderNumber number={order.number} /> {order.title}
              </Link>{' '}
              <Marks urges={order.urges} />{' '}
              <span className="quiet">
                {stageName(order.stage)} · <Moment at={order.opened_at} />
              </span>
            </span>
            <Button
              type="primary"
              loading={join.isPending}
              onClick={() =>
                join.mutate(
                  { order: order.id, call: callId },
                  {
                    onSuccess: ({ number }) => {
                      done(callWords.joined(number))
                      onJoined(order.id)
                    },
                    onError: failed,
                  },
                )
              }
            >
              {callWords.join}
            </Button>
          </li>
        ))}
      </ul>
      <Button loading={isOpening} onClick={onBeside}>
        {words.beside}
      </Button>
    </section>
  )
}
