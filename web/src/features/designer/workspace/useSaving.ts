import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Problem } from '@/api/problem'
import { saveDraft } from '../api/useDrafts'
import type { Workspace } from './Workspace'

/** How long a rest in working is until what was changed is saved. */
const REST_MS = 700

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'

interface Saving {
  state: SaveState
  /** Why it could not be saved. */
  problem: unknown
  name: string
  rename: (name: string) => void
  /** Saves at once, such as by a key; resolves when it is done or has failed. */
  now: () => Promise<boolean>
  /** The revision that was saved last. */
  revision: () => number
  /** Puts what is here over what somebody else has saved. */
  overwrite: () => void
}

/** Saves a draft by itself whenever one rests. A change of somebody else is never overwritten unseen. */
export function useSaving(draft: { id: string; revision: number; name: string }, workspace: Workspace): Saving {
  const version = useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const isWriting = useSyncExternalStore(workspace.subscribe, () => workspace.isWriting)
  const [name, setName] = useState(draft.name)
  const [state, setState] = useState<SaveState>('saved')
  const [problem, setProblem] = useState<unknown>()
  const kept = useRef({ revision: draft.revision, version: workspace.version, name: draft.name })
  const [told, setTold] = useState({ version: workspace.version, name: draft.name })
  const running = useRef<Promise<boolean>>(undefined)

  const save = useCallback(async (): Promise<boolean> => {
    await workspace.settled()
    while (running.current !== undefined) await running.current
    const [files, saved] = [workspace.files, workspace.version]
    if (saved === kept.current.version && name === kept.current.name) return true
    setState('saving')
    running.current = saveDraft({ id: draft.id, revision: kept.current.revision, files: { ...files }, name }).then(
      ({ revision }) => {
        kept.current = { revision, version: saved, name }
        setTold({ version: saved, name })
        setProblem(undefined)
        setState(workspace.version === saved ? 'saved' : 'unsaved')
        return true
      },
      (failure: unknown) => {
        setProblem(failure)
        const isConflict = failure instanceof Problem && [409, 412].includes(failure.status)
        setState(isConflict ? 'conflict' : 'failed')
        return false
      },
    )
    const done = await running.current
    running.current = undefined
    return done
  }, [draft.id, name, workspace])

  useEffect(() => {
    if (version === kept.current.version && name === kept.current.name) return undefined
    if (state === 'conflict') return undefined
    const timer = setTimeout(() => void save(), REST_MS)
    return () => clearTimeout(timer)
  }, [version, name, save, state])

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (workspace.isWriting || kept.current.version !== workspace.version) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [workspace])

  useEffect(
    () => () => {
      // Another page of the application: what is not saved yet is saved now.
      if (workspace.isWriting || kept.current.version !== workspace.version) void save()
    },
    [save, workspace],
  )

  const isDirty = isWriting || version !== told.version || name !== told.name
  return {
    state: state === 'saved' && isDirty ? 'unsaved' : state,
    problem,
    name,
    rename: setName,
    now: save,
    revision: () => kept.current.revision,
    overwrite: () => {
      const actual = problem instanceof Problem ? problem.detail.actual : undefined
      if (typeof actual === 'number') kept.current.revision = actual
      setState('unsaved')
      void save()
    },
  }
}
