import { createContext, useContext } from 'react'
import type { Editor } from '../modeler/Editor'
import type { Drawn, Moddle } from '../modeler/types'

/** What the panel shows: an element of the diagram, and what the check says of it. */
export interface Shown {
  editor: Editor
  element: Drawn
  subject: Moddle
  /** Problems that the check found at the element, in the language of the interface. */
  problems: readonly string[]
}

export const ShownContext = createContext<Shown | null>(null)

/** The element that the panel shows. Only for what is inside the panel. */
export function useShown(): Shown {
  const shown = useContext(ShownContext)
  if (shown === null) throw new Error('useShown needs the panel around it')
  return shown
}

/** What the draft has beside its diagram. */
export interface Surroundings {
  /** Keys of its forms. */
  forms: readonly string[]
  /** Names of its decisions, as business rule tasks call them. */
  decisions: readonly string[]
  /** Processes that can be called: id and name. */
  callable: readonly { id: string; name: string }[]
  openForm: (key: string) => void
}

export const SurroundingsContext = createContext<Surroundings>({
  forms: [],
  decisions: [],
  callable: [],
  openForm: () => undefined,
})
