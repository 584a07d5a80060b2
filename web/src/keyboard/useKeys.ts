import { useEffect, useEffectEvent, type RefObject } from 'react'

/** What a key does. `Ctrl+Enter` stands for the Command key as well. */
export type Keys = Record<string, () => void>

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=combobox]')
}

function nameOf(event: KeyboardEvent): string {
  const held = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  return held + event.key
}

/**
 * Binds keys as long as the component is there. Plain keys are left alone while somebody types, while a
 * dialogue is open, and when Alt is held. `within` binds them only while the focus is inside an element: for
 * what can be there more than once.
 */
export function useKeys(keys: Keys, within?: RefObject<HTMLElement | null>): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event)
    const action = keys[name]
    if (action === undefined || event.altKey || event.isComposing) return
    if (within !== undefined && !within.current?.contains(document.activeElement)) return
    if (!name.startsWith('Ctrl+') && (isTyping(event.target) || document.querySelector('[aria-modal=true]'))) return
    event.preventDefault()
    event.stopPropagation()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event)
    // Before the control that has the focus: Ctrl+Enter in a list would only open the list.
    document.addEventListener('keydown', listener, { capture: true })
    return () => document.removeEventListener('keydown', listener, { capture: true })
  }, [])
}
