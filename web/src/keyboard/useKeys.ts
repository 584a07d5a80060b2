import { useEffect, useEffectEvent, type RefObject } from 'react'
import { openDialogue } from './dialogues'

/** What a key does. `Ctrl+Enter` stands for the Command key as well. */
export type Keys = Record<string, () => void>

interface Where {
  /** Keys are bound only while the focus is inside: for what can be there more than once. */
  within?: RefObject<HTMLElement | null>
  /** They belong to the frame: a page that binds the same key comes first. */
  last?: boolean
  /** They come before what any page binds. */
  first?: boolean
  /** They work also while somebody types and in dialogues: keys that write nothing, for what cannot wait. */
  always?: boolean
}

/** What is open in front of the page and closes by Escape itself. */
const CLOSES_ITSELF = '[role=menu], .ant-popover'

/** Input methods report the key that ends a composition as this code, some without saying that they compose. */
const COMPOSING = 229

/** Returns whether somebody writes into an element, so that plain keys are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.matches('input:not([type=radio]):not([type=checkbox]), textarea, select, [role=combobox]')
}

function nameOf(event: KeyboardEvent): string {
  const held = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  return held + event.key
}

/**
 * Binds keys as long as the component is there. All keys are left alone while a dialogue is open, while an
 * input method composes, and when Alt is held; plain ones also while somebody types.
 */
export function useKeys(keys: Keys, { within, last = false, first = false, always = false }: Where = {}): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event)
    const action = keys[name]
    if (action === undefined || event.altKey || event.isComposing || event.keyCode === COMPOSING) return
    if (within !== undefined && !within.current?.contains(document.activeElement)) return
    if (!always && (openDialogue() !== null || (!name.startsWith('Ctrl+') && isTyping(event.target)))) return
    if (name === 'Escape' && event.target instanceof Element && event.target.closest(CLOSES_ITSELF) !== null) return
    event.preventDefault()
    event.stopPropagation()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event)
    // Before the control that has the focus: Ctrl+Enter in a list would only open the list. The frame's come
    // after all others, which stop what they take.
    const options = { capture: !last }
    const place = first ? window : document
    place.addEventListener('keydown', listener as EventListener, options)
    return () => place.removeEventListener('keydown', listener as EventListener, options)
  }, [first, last])
}
