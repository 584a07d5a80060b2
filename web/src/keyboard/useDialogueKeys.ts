import { useEffect } from 'react'
import { dialogueOf, openDialogue } from './dialogues'

const FIELDS = 'input:not([disabled]), textarea:not([disabled])'
const CLOSE = '.ant-modal-close'
const SEND = '.ant-modal-footer .ant-btn-primary'

/**
 * Makes every dialogue one for the keyboard.
 *
 * 1. A dialogue opens with the focus in its first field, not on the cross that closes it.
 * 2. Ctrl+Enter sends it, as it sends a form.
 * 3. When it has gone, the focus is back where it was; if that has gone too, at the beginning of the page's
 *    content. `content` names the element.
 */
export function useDialogueKeys(content: string): void {
  useEffect(() => {
    let before: HTMLElement | null = null
    const entered = (event: FocusEvent) => {
      const dialogue = dialogueOf(event.target)
      if (dialogue === null || dialogueOf(event.relatedTarget) !== null) return
      if (event.relatedTarget instanceof HTMLElement) before = event.relatedTarget
      const isAtClose = event.target instanceof Element && event.target.matches(CLOSE)
      if (isAtClose) dialogue.querySelector<HTMLElement>(FIELDS)?.focus()
    }
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      const send = openDialogue()?.querySelector<HTMLButtonElement>(SEND)
      if (send === undefined || send === null) return
      event.preventDefault()
      event.stopPropagation()
      send.click()
    }
    // Dialogues are children of the body. What had the focus in one that is taken away leaves it to nobody.
    const watch = new MutationObserver((changes) => {
      const gone = changes.some(({ removedNodes }) => removedNodes.length > 0)
      if (!gone || document.activeElement !== document.body || openDialogue() !== null) return
      const back = before?.isConnected ? before : document.getElementById(content)
      before = null
      back?.focus({ preventScroll: true })
    })
    watch.observe(document.body, { childList: true })
    document.addEventListener('focusin', entered)
    document.addEventListener('keydown', pressed, { capture: true })
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', entered)
      document.removeEventListener('keydown', pressed, { capture: true })
    }
  }, [content])
}
