import { useEffect, useRef, useState } from 'react'

/** How long a pause in typing is until what was typed becomes a change. */
const REST_MS = 400

interface Typed {
  text: string
  type: (text: string) => void
  /** What was typed is a change now: the field is left, or a key says so. */
  settle: () => void
}

/**
 * Text that is typed here and kept elsewhere: it is told when one rests or leaves the field, so that what can be
 * undone is words rather than letters. A change from outside (undo) is shown.
 */
export function useCommitted(value: string, commit: (text: string) => void): Typed {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined)
  const tell = useRef(commit)
  useEffect(() => {
    tell.current = commit
  })
  if (value !== seen) {
    setSeen(value)
    setText(value)
  }
  const settle = () => {
    const waiting = pending.current
    if (waiting === undefined) return
    clearTimeout(waiting.timer)
    pending.current = undefined
    tell.current(waiting.text)
  }
  useEffect(
    () => () => {
      // The field goes away, because something else was selected: what was typed stays typed.
      const waiting = pending.current
      if (waiting === undefined) return
      clearTimeout(waiting.timer)
      tell.current(waiting.text)
    },
    [],
  )
  return {
    text,
    type: (typed) => {
      setText(typed)
      if (pending.current !== undefined) clearTimeout(pending.current.timer)
      pending.current = { text: typed, timer: setTimeout(settle, REST_MS) }
    },
    settle,
  }
}
