import { useEffect, useRef, useState } from 'react'
import type { BoardOrder, DispatchBoard } from '@/api/types'

/**
 * Walks through the cards of a board: on and back through all of them, or from column to column. The focus goes
 * along. `start` is the task at whose card one begins, undefined: at none; what has left the board meanwhile is
 * none, too, so that one goes on with what is due first. `place` holds the columns.
 */
export function useCards(stages: DispatchBoard['stages'], start: string | undefined) {
  const place = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState(start)
  const orders = stages.flatMap((stage) => stage.orders)
  const filled = stages.filter((stage) => stage.orders.length > 0)
  const show = (task: string | undefined) => {
    const card = place.current?.querySelector(`[data-task="${task}"]`)
    card?.querySelector('a')?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const beginning = useRef(start)
  useEffect(() => show(beginning.current), [])
  const goTo = (order: BoardOrder | undefined) => {
    setCurrent(order?.task)
    show(order?.task)
  }
  const within = (at: number, length: number) => Math.min(Math.max(at, 0), length - 1)
  const go = (step: number) => {
    const at = orders.findIndex(({ task }) => task === current)
    goTo(orders[within(at + step, orders.length)])
  }
  const goAside = (step: number) => {
    const at = filled.findIndex((stage) => stage.orders.some(({ task }) => task === current))
    goTo(filled[at < 0 ? 0 : within(at + step, filled.length)]?.orders[0])
  }
  return { place, current, go, goAside }
}
