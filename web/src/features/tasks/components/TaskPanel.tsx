import { useTask } from '../api/useTask'
import { Loaded } from '@/ui/Loaded'
import { TaskHead } from './TaskHead'
import { TaskOrder } from './TaskOrder'
import { TaskWork } from './TaskWork'
import './tasks.css'

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
  return (
    <Loaded query={query}>
      {(task) => (
        <article className="task" aria-label={task.name}>
          <div className="task-scroll">
            <TaskHead task={task} onClose={onClose} />
            {task.order !== null && <TaskOrder order={task.order} premise={task.premise} />}
          </div>
          <TaskWork task={task} onNext={onNext} />
        </article>
      )}
    </Loaded>
  )
}
