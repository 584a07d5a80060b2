import { useEffect, useRef, type ReactNode } from 'react'
import './line.css'

interface LinesProps {
  label: string
  children: ReactNode
  /** What is chosen; its line is kept in sight. */
  selected?: string
}

/** The lines of a list from which one is chosen. */
export function Lines({ label, children, selected }: LinesProps) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>('[aria-current=true]')
    line?.scrollIntoView({ block: 'nearest' })
    // The focus goes along, unless somebody works elsewhere.
    const { activeElement } = document
    const isHere = activeElement === document.body || activeElement?.contains(list.current) || list.current?.contains(activeElement)
    if (isHere) line?.focus({ preventScroll: true })
  }, [selected])
  return (
    <ul ref={list} className="lines" aria-label={label}>
      {children}
    </ul>
  )
}

interface LineProps {
  head: ReactNode
  foot: ReactNode
  isSelected: boolean
  isLate?: boolean
  onSelect: () => void
}

/** One line: what it is about above, what belongs to it below. */
export function Line({ head, foot, isSelected, isLate, onSelect }: LineProps) {
  return (
    <li>
      <button type="button" className={isLate ? 'line line-late' : 'line'} aria-current={isSelected} onClick={onSelect}>
        <span className="line-head">{head}</span>
        <span className="line-foot">{foot}</span>
      </button>
    </li>
  )
}
