import type { RefObject } from 'react'
import { useKeys } from './useKeys'

/** `f` goes into the field of the row in which somebody is, else into the first that the list has. */
export function useIntoField(list: RefObject<HTMLElement | null>, rows: string): void {
  const go = () => {
    const row = document.activeElement?.closest(rows) ?? null
    const from = list.current?.contains(row) ? row : list.current
    from?.querySelector<HTMLElement>('textarea, input')?.focus()
  }
  useKeys({ f: go })
}
