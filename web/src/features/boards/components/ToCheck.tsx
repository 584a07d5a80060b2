import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeskTask } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Due } from '@/clock/Due'
import { TimeBar } from '@/clock/TimeBar'
import { useKeys } from '@/keyboard/useKeys'
import { Marks } from '@/ui/Marks'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { desk } from '@/words/desk'

interface ToCheckProps {
  /** What is due first, first. */
  tasks: DeskTask[]
  count: number
  capped: boolean
}

/** The orders that wait to be checked or dispatched; by keyboard. */
export function ToCheck({ tasks, count, capped }: ToCheckProps) {
  const words = useWords(desk)
  const commonWords = useWords(common)
  const categories = useVocabulary('categories')
  const navigate = useNavigate()
  const [current, setCurrent] = useState<string>()
  const chosen = tasks.find(({ task }) => task === current)
  const go = (step: number) => {
    const at = tasks.findIndex(({ task }) => task === current)
    const next = tasks[Math.min(Math.max(at + step, 0), tasks.length - 1)]
    setCurrent(next?.task)
    const card = document.querySelector(`[data-task="${next?.task}"]`)
    card?.querySelector('a')?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    t: () => chosen && void navigate({ to: '/tasks/$taskId', params: { taskId: chosen.task } }),
    o: () => chosen && void navigate({ to: '/orders/$orderId', params: { orderId: chosen.order } }),
  })
  return (
    <>
      <h2 className="desk-heading">
        {words.toCheck} <span className="quiet">{commonWords.count(count, capped)}</span>
      </h2>
      {tasks.length === 0 && <p className="empty">{words.nothingToCheck}</p>}
      <ul className="board-side" aria-label={words.toCheck}>
        {tasks.map((one) => (
          <li key={one.task} className="board-card" data-task={one.task} aria-current={one.task === current}>
            <span className="board-card-head">
              <Marks priority={one.priority} round={one.round} urges={one.urges} held={one.status === 'held'} />
              <Link to="/orders/$orderId" params={{ orderId: one.order }} className="board-card-title">
                {one.title}
              </Link>
              <Due target={one.target_due_at} promise={one.promise_due_at} />
            </span>
            <span className="board-card-foot quiet">
              <OrderNumber number={one.number} />
              <span>{categories.name(one.category)}</span>
              <Link to="/tasks/$taskId" params={{ taskId: one.task }} aria-label={`${one.task_name} ${one.number}`}>
                {one.task_name}
              </Link>
              <span>{one.department_name}</span>
              <span>{one.holder_name ?? words.unclaimed}</span>
            </span>
            <TimeBar since={one.opened_at} due={one.promise_due_at ?? one.target_due_at} />
          </li>
        ))}
      </ul>
    </>
  )
}
