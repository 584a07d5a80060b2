import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { late } from '@/words/lateEntries'
import { orders } from '@/words/orders'
import { tasks } from '@/words/tasks'
import { EnterForDialogue } from './EnterForDialogue'

/** The open tasks of an order: whose turn it is. */
export function OrderTasks({ order }: { order: Order }) {
  const words = useWords(orders)
  const taskWords = useWords(tasks)
  const shared = useWords(common)
  const lateWords = useWords(late)
  const [entering, setEntering] = useState<string>()
  const navigate = useNavigate()
  const first = order.tasks.find((task) => task.may_work) ?? order.tasks[0]
  useKeys({ t: () => first !== undefined && void navigate({ to: '/tasks/$taskId', params: { taskId: first.id } }) })
  return (
    <section className="panel">
      <h2>{words.tasks}</h2>
      {order.tasks.length === 0 ? (
        <p className="quiet">{words.noTasks}</p>
      ) : (
        <ul className="plain-list">
          {order.tasks.map((task) => (
            <li key={task.id}>
              <Link to="/tasks/$taskId" params={{ taskId: task.id }}>
                {task.name}
              </Link>{' '}
              {task === first && <kbd aria-hidden>t</kbd>}{' '}
              {task.status === 'stuck' && <span className="mark mark-late">{shared.stuck}</span>}{' '}
              <span className="quiet">
                {task.department_name} · {task.holder_name ?? taskWords.unclaimed}
              </span>{' '}
              {order.permissions.includes('enter-for') && task.status === 'open' && !task.may_work && (
                <Button size="small" type="link" onClick={() => setEntering(task.id)}>
                  {lateWords.enterFor}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {entering !== undefined && (
        <EnterForDialogue orderId={order.id} taskId={entering} onClose={() => setEntering(undefined)} />
      )}
    </section>
  )
}
