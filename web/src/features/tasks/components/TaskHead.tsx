import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { X } from 'lucide-react'
import type { Task } from '@/api/types'
import { Due } from '@/clock/Due'
import { Moment } from '@/clock/Moment'
import { Marks } from '@/ui/Marks'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { common, taskStatuses } from '@/words/common'
import { tasks } from '@/words/tasks'
import { stages } from '@/words/stages'

/** What is to be done, whose turn it is, and how long there is left. */
export function TaskHead({ task, onClose }: { task: Task; onClose?: () => void }) {
  const words = useWords(tasks)
  const shared = useWords(common)
  const stageName = useNames(stages)
  const statusName = useNames(taskStatuses)
  const isOpen = task.status === 'open'
  return (
    <header className="task-head">
      <div className="task-title">
        <h1>{task.name}</h1>
        {task.stage !== null && <span className="mark mark-calm">{stageName(task.stage)}</span>}
        {!isOpen && <span className="mark">{statusName(task.status)}</span>}
        <Marks priority={task.priority} attention={task.order?.attention} held={task.order?.status === 'held'} />
        {isOpen && <Due target={task.target_due_at} promise={task.promise_due_at} isOwn={task.limit === null} />}
        {onClose !== undefined && (
          <Button
            className="task-close"
            type="text"
            icon={<X size={18} />}
            aria-label={shared.close}
            title={shared.close}
            onClick={onClose}
          />
        )}
      </div>
      <p className="quiet">
        {task.department_name}
        {isOpen && <> · {task.mine ? words.mine : task.holder_name !== null ? words.heldBy(task.holder_name) : words.unclaimed}</>}
        {task.sender_name !== null && (
          <>
            {' '}
            · {words.sender} {task.sender_name}
          </>
        )}{' '}
        · {words.opened} <Moment at={task.opened_at} />
        {isOpen && task.follow_up_at !== null && (
          <>
            {' '}
            · {words.followUp} <Moment at={task.follow_up_at} exact />
          </>
        )}
        {task.call !== null && onClose !== undefined && (
          <>
            {' '}
            ·{' '}
            <Link to="/calls" search={{ call: task.call }}>
              {words.call}
            </Link>
          </>
        )}
      </p>
    </header>
  )
}
