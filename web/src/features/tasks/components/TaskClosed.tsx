import { Alert } from 'antd'
import type { Task } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useWords } from '@/words'
import { tasks } from '@/words/tasks'

/** A task that is over, or whose completion is stuck. */
export function TaskClosed({ task }: { task: Task }) {
  const words = useWords(tasks)
  const titleOf = ({ status, closed_by_name: who }: Task) => {
    if (who === null) return words.closed
    return status === 'completed' ? words.closedBy(who) : words.endedBy(who)
  }
  if (task.status === 'stuck') {
    return <Alert className="task-closed" type="warning" showIcon title={words.stuckTitle} description={words.stuckText} />
  }
  return (
    <Alert
      className="task-closed"
      type="info"
      showIcon
      title={titleOf(task)}
      description={task.closed_at === null ? undefined : <Moment at={task.closed_at} exact />}
    />
  )
}
