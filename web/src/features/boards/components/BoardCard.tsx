import { Link } from '@tanstack/react-router'
import { Checkbox } from 'antd'
import type { BoardOrder } from '@/api/types'
import { Due } from '@/clock/Due'
import { TimeBar } from '@/clock/TimeBar'
import { Marks } from '@/ui/Marks'
import { useWords } from '@/words'
import { boards } from '@/words/boards'

interface BoardCardProps {
  order: BoardOrder
  isSelected: boolean
  isCurrent: boolean
  onSelect: () => void
}

/** An order on the board: what, where, whose turn it is, how long there is left, how often it was urged. */
export function BoardCard({ order, isSelected, isCurrent, onSelect }: BoardCardProps) {
  const words = useWords(boards)
  return (
    <li className="board-card" data-task={order.task} data-selected={isSelected} aria-current={isCurrent}>
      <span className="board-card-marks">
        <Marks priority={order.priority} round={order.round} urges={order.urges} held={order.status === 'held'} />
        {order.merged && <span className="mark">{words.merged}</span>}
      </span>
      <span className="board-card-head">
        <Checkbox checked={isSelected} aria-label={words.select(order.number)} onChange={onSelect} />
        <Link to="/orders/$orderId" params={{ orderId: order.order }} className="board-card-title">
          {order.title}
        </Link>
        <Due target={order.target_due_at} promise={order.promise_due_at} />
      </span>
      <span className="board-card-foot quiet">
        <span>{order.place ?? words.unknownPlace}</span>
        <span>{order.holder_name ?? order.department_name}</span>
      </span>
      <TimeBar since={order.opened_at} due={order.promise_due_at ?? order.target_due_at} />
    </li>
  )
}
