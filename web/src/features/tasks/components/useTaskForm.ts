import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Task } from '@/api/types'
import type { Values } from '@/forms/SchemaForm'
import type { useTaskCommands } from '../api/useTaskCommands'

/** How long somebody must pause before what they typed is saved as the draft. */
const REST_MS = 1200

type Commands = ReturnType<typeof useTaskCommands>

interface Edited {
  values: Values
  /** The revision that these values rest on. */
  revision: number
  saved: boolean
}

/**
 * What is typed into a task's form: saved as a draft while one goes on, and never over what another has
 * written. Until something is typed, the form follows the task.
 */
export function useTaskForm(task: Task, commands: Commands) {
  const [edited, setEdited] = useState<Edited>()
  /** The draft that was sent last, and the revision that it made; 0: it failed. */
  const sent = useRef<Promise<number>>(undefined)
  const isWorking = Object.values(commands).some((command) => command.isPending)
  const values = edited?.values ?? task.draft ?? {}
  const revision = edited?.revision ?? task.revision
  /** Somebody else has changed the task since it was read. */
  const isOverwritten = edited !== undefined && task.revision > edited.revision && !isWorking

  const save = useEffectEvent(() => {
    if (edited === undefined || edited.saved || isOverwritten || commands.complete.isPending) return
    sent.current = commands.saveDraft.mutateAsync({ values: edited.values, revision }).then(
      (answer) => {
        setEdited((now) => now && { ...now, revision: answer.revision, saved: now.values === edited.values })
        return answer.revision
      },
      () => 0, // the page says that it failed
    )
  })
  useEffect(() => {
    if (edited === undefined || edited.saved) return undefined
    const timer = setTimeout(() => save(), REST_MS)
    return () => clearTimeout(timer)
  }, [edited])

  return {
    values,
    revision,
    isOverwritten,
    hasUnsaved: edited !== undefined && !edited.saved,
    change: (next: Values) => setEdited({ values: next, revision, saved: false }),
    /** The revision to act on: a draft that is on its way has made the newest. */
    settled: async () => Math.max(revision, (await sent.current) ?? 0),
    /** Goes on from a revision that one's own action has made. */
    follow: (made: number) => setEdited((now) => now && { ...now, revision: made }),
    /** Drops what was typed and shows the task as it is. */
    reset: () => setEdited(undefined),
  }
}
