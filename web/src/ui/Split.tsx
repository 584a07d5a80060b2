import type { ReactNode } from 'react'
import './split.css'

interface SplitProps {
  /** What the list is of. */
  label: string
  /** Above the list: what it shows, and in which order. */
  filters: ReactNode
  list: ReactNode
  /** What was chosen from the list; undefined or false: nothing yet. */
  children?: ReactNode
  /** In place of a choice. */
  nothing: string
}

/** A list on the left and what was chosen from it on the right; on a narrow screen one of the two. */
export function Split({ label, filters, list, children, nothing }: SplitProps) {
  const isOpen = children !== undefined && children !== false
  return (
    <div className="split" data-open={isOpen}>
      <section className="split-side" aria-label={label}>
        <div className="split-filters">{filters}</div>
        <div className="split-list">{list}</div>
      </section>
      <section className="split-main">{isOpen ? children : <div className="empty">{nothing}</div>}</section>
    </div>
  )
}
