const DIALOGUE = '[aria-modal=true]'

/**
 * Returns the dialogue that is in front; null: none is open. One that was closed may stay in the document,
 * hidden, until it is opened again.
 */
export function openDialogue(): HTMLElement | null {
  const shown = [...document.querySelectorAll<HTMLElement>(DIALOGUE)].filter((one) => one.checkVisibility())
  return shown.at(-1) ?? null
}

/** Returns the dialogue, open or not, in which something stands; null: in none. */
export function dialogueOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(DIALOGUE) : null
}
