import { Alert, Button } from 'antd'
import { useMemo, useRef, useState, type RefObject } from 'react'
import { Problem } from '@/api/problem'
import { answered, api, newKey } from '@/api/client'
import type { Task } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { SchemaForm, type SchemaFormHandle, type Values } from '@/forms/SchemaForm'
import { useKeys } from '@/keyboard/useKeys'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { tasks } from '@/words/tasks'
import { useTaskCommands } from '../api/useTaskCommands'
import { TaskActions } from './TaskActions'
import { TaskClosed } from './TaskClosed'
import { useTaskForm } from './useTaskForm'
import { useUndo } from './useUndo'

interface TaskWorkProps {
  task: Task
  /** Where keys work; undefined: everywhere on the page. */
  keysWithin: RefObject<HTMLElement | null> | undefined
  onNext: (task: string | undefined) => void
}

/** The form of a task and what can be done with it. */
export function TaskWork({ task, keysWithin, onNext }: TaskWorkProps) {
  const words = useWords(tasks)
  const { done, failed } = useTell()
  const undoable = useUndo()
  const commands = useTaskCommands(task.id)
  const form = useTaskForm(task, commands)
  const schemaForm = useRef<SchemaFormHandle>(null)
  const [eventAt, setEventAt] = useState<string | null>(null)
  const [key, setKey] = useState(newKey)
  const surroundings = useMemo(
    () => ({
      key: task.id,
      options: async (source: string) => {
        const path = { task_id: task.id, source }
        return (await answered(api.GET('/api/v1/tasks/{task_id}/options/{source}', { params: { path } }))).items
      },
    }),
    [task.id],
  )
  const isDelegate = task.questions.some((one) => one.role === 'delegate' && one.may_answer)
  const canWork = task.status === 'open' && task.may_work && (task.holder === null || task.mine) && task.submitted_at === null
  const problem = commands.complete.error
  const findings = problem instanceof Problem ? problem.detail.findings : undefined

  const complete = async (values: Values) => {
    const revision = await form.settled()
    commands.complete.mutate(
      { values, revision, event_at: eventAt, key },
      {
        onSuccess: (answer) => {
          form.reset()
          if (answer.status === 'stuck') return
          if (answer.status === 'submitted') {
            done(words.submitted)
            return
          }
          const [sent] = answer.sent
          undoable(words.completed(task.name), answer.sent.length === 1 ? sent?.task : undefined, () => onNext(undefined))
          onNext(answer.next[0]?.task)
        },
        // Another try is another request, unless the answer was lost.
        onError: (error) => {
          if (error instanceof Problem && error.status !== 0) setKey(newKey())
        },
      },
    )
  }
  const submit = () => {
    if (!canWork || commands.complete.isPending || form.isOverwritten) return
    if (task.form === null) void complete({})
    else schemaForm.current?.submit()
  }
  useKeys({ 'Ctrl+Enter': submit }, { within: keysWithin })

  if (task.status !== 'open') return <TaskClosed task={task} />
  return (
    <>
      <section className="panel task-form">
        <h2>{words.form}</h2>
        {form.isOverwritten && (
          <Alert
            type="warning"
            title={words.changed}
            action={<Button onClick={form.reset}>{words.reloadForm}</Button>}
          />
        )}
        {task.form === null ? (
          <p className="quiet">{words.noForm}</p>
        ) : (
          <SchemaForm
            ref={schemaForm}
            schema={task.form}
            values={form.values}
            surroundings={surroundings}
            findings={findings}
            disabled={!canWork && !isDelegate}
            onChange={form.change}
            onSubmit={(values) => void complete(values)}
          />
        )}
        {canWork && (
          <details className="task-late">
            <summary>{words.late}</summary>
            <MomentPicker side="past" value={eventAt} onChange={setEventAt} />
            <p className="quiet">{words.lateHint}</p>
          </details>
        )}
        {problem !== null && <ProblemNote problem={problem} />}
      </section>
      <TaskActions
        task={task}
        canWork={canWork}
        keysWithin={keysWithin}
        commands={commands}
        revision={form.revision}
        settled={form.settled}
        draft={
          commands.saveDraft.isPending
            ? words.saving
            : commands.saveDraft.isError
              ? words.draftFailed
              : form.hasUnsaved || !commands.saveDraft.isSuccess
                ? ''
                : words.savedDraft
        }
        onSubmit={submit}
        onMade={form.follow}
        onFailed={failed}
        onLeft={() => onNext(undefined)}
      />
    </>
  )
}
