import { useEffect } from 'react'
import { openDialogue } from './dialogues'
import { isTyping } from './useKeys'

/** Escape leaves a field, so that plain keys work again; what was typed stays. In a dialogue it closes that. */
export function useLeaveField(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
      if (!isTyping(event.target) || openDialogue() !== null) return
      event.preventDefault() // a search field would be emptied
      ;(event.target as HTMLElement).blur()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
