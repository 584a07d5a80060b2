import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState, type RefObject } from 'react'
import type { Task } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { tasks } from '@/words/tasks'
import type { useTaskCommands } from '../api/useTaskCommands'
import { MoreOperations } from './MoreOperations'
import { ReturnDialogue } from './ReturnDialogue'

interface TaskActionsProps {
  task: Task
  canWork: boolean
  /** Where keys work; undefined: everywhere on the page. */
  keysWithin: RefObject<HTMLElement | null> | undefined
  commands: ReturnType<typeof useTaskCommands>
  revision: number
  /** Tells the revision to act on, when a draft that is on its way has arrived. */
  settled: () => Promise<number>
  /** What became of the draft; empty: nothing to say. */
  draft: string
  onSubmit: () => void
  /** Called with the revision that an action of one's own has made. */
  onMade: (revision: number) => void
  onFailed: (problem: unknown) => void
  /** Called when the task has left one's hands. */
  onLeft: () => void
}

/** What can be done with a task, each with its key. */
export function TaskActions(props: TaskActionsProps) {
  const { task, canWork, keysWithin, commands, revision, settled, draft, onSubmit, onMade, onFailed, onLeft } = props
  const words = useWords(tasks)
  const { done } = useTell()
  const navigate = useNavigate()
  const [isReturning, setReturning] = useState(false)
  const canClaim = canWork && !task.mine
  const told = (text: string) => ({
    onSuccess: (answer: { revision: number }) => {
      onMade(answer.revision)
      done(text)
    },
    onError: onFailed,
  })
  const claim = async () => canClaim && commands.claim.mutate(await settled(), told(words.claimed))
  const release = async () => task.mine && commands.release.mutate(await settled(), told(words.released))
  const withdraw = () =>
    commands.withdraw.mutate('', {
      onSuccess: () => {
        done(words.withdrawn)
        onLeft()
      },
      onError: onFailed,
    })
  useKeys(
    {
      c: () => void claim(),
      u: () => void release(),
      w: () => task.can_withdraw && withdraw(),
      b: () => canWork && setReturning(true),
      o: () => {
        if (task.order !== null) void navigate({ to: '/orders/$orderId', params: { orderId: task.order.id } })
      },
      f: () => document.querySelector<HTMLElement>('.task-form input, .task-form textarea')?.focus(),
    },
    { within: keysWithin },
  )
  return (
    <footer className="task-actions">
      {canWork && (
        <Button type="primary" loading={commands.complete.isPending} onClick={onSubmit}>
          {words.complete} <kbd aria-hidden>Ctrl ↵</kbd>
        </Button>
      )}
      {canClaim && (
        <Button loading={commands.claim.isPending} onClick={() => void claim()}>
          {words.claim} <kbd aria-hidden>c</kbd>
        </Button>
      )}
      {canWork && (
        <Button onClick={() => setReturning(true)}>
          {words.returnTask} <kbd aria-hidden>b</kbd>
        </Button>
      )}
      {task.mine && (
        <Button loading={commands.release.isPending} onClick={() => void release()}>
          {words.release} <kbd aria-hidden>u</kbd>
        </Button>
      )}
      {task.can_withdraw && (
        <Button title={words.withdrawHint} loading={commands.withdraw.isPending} onClick={withdraw}>
          {words.withdraw} <kbd aria-hidden>w</kbd>
        </Button>
      )}
      <MoreOperations task={task} revision={revision} keysWithin={keysWithin} onLeft={onLeft} />
      {!canWork && !task.can_withdraw && (
        <span className="quiet">
          {task.may_work && task.holder_name !== null ? words.heldBy(task.holder_name) : words.onlyLook}
        </span>
      )}
      <span className="quiet task-draft" role="status">
        {draft}
      </span>
      {isReturning && (
        <ReturnDialogue task={task} revision={revision} send={commands.returnTask} onClose={() => setReturning(false)} onReturned={onLeft} />
      )}
    </footer>
  )
}
