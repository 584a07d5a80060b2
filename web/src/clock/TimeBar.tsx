import { useNow } from './useNow'
import './timeBar.css'

const SOON = 0.8

interface TimeBarProps {
  /** When time began to run. */
  since: string
  /** When it ends; null: it does not. */
  due: string | null
}

/** How much of a limit is used, as a bar; the text beside it says the same. */
export function TimeBar({ since, due }: TimeBarProps) {
  const now = useNow()
  if (due === null) return null
  const [begin, end] = [Date.parse(since) / 1000, Date.parse(due) / 1000]
  const used = end <= begin ? 1 : Math.min(Math.max((now - begin) / (end - begin), 0), 1)
  const state = now >= end ? 'late' : used >= SOON ? 'near' : 'calm'
  return (
    <span className={`time-bar time-bar-${state}`} aria-hidden>
      <span style={{ inlineSize: `${Math.round(used * 100)}%` }} />
    </span>
  )
}
