import { useRef } from 'react'
import { useTask } from '../api/useTask'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { TaskHead } from './TaskHead'
import { TaskOrder } from './TaskOrder'
import { TaskQuestions } from './TaskQuestions'
import { TaskWork } from './TaskWork'
import './tasks.css'

const NO_KEYS = {}

interface TaskPanelProps {
  taskId: string
  /** Called with one's next task after a completion; undefined: there is none. */
  onNext: (task: string | undefined) => void
  /** Left out where the task is part of another page. */
  onClose?: () => void
}

/** One task: what it is about, its form, and what can be done with it. */
export function TaskPanel({ taskId, onNext, onClose }: TaskPanelProps) {
  const query = useTask(taskId)
  const panel = useRef<HTMLElement>(null)
  // Part of another page, it takes keys only while somebody works in it: there may be several.
  const keysWithin = onClose === undefined ? panel : undefined
  useKeys(onClose === undefined ? NO_KEYS : { Escape: onClose })
  return (
    <Loaded query={query}>
      {(task) => (
        <article ref={panel} className="task" aria-label={task.name}>
          <div className="task-scroll">
            <TaskHead task={task} onClose={onClose} />
            {task.order !== null && <TaskOrder order={task.order} premise={task.premise} />}
            <TaskQuestions task={task} />
          </div>
          <TaskWork task={task} keysWithin={keysWithin} onNext={onNext} />
        </article>
      )}
    </Loaded>
  )
}
