import type { RefObject } from 'react'
import { useKeys } from './useKeys'

/**
 * `j` and `k` walk through a list: they move the focus to the next, or the one before, of the elements inside
 * `list` that `stops` selects. Whoever walks in from elsewhere begins at the first.
 */
export function useWalk(list: RefObject<HTMLElement | null>, stops: string): void {
  const walk = (step: number) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>(stops) ?? [])]
    const at = all.findIndex((one) => one.contains(document.activeElement))
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({ j: () => walk(1), k: () => walk(-1) })
}
