import { createContext, useContext } from 'react'
import { dark, light, type Palette } from './palette'
import type { Appearance } from './themes'

interface Chosen {
  appearance: Appearance
  choose: (appearance: Appearance) => void
}

export const AppearanceContext = createContext<Chosen>({ appearance: 'light', choose: () => undefined })

/** Light or dark, and how it is changed. */
export function useAppearance(): Chosen {
  return useContext(AppearanceContext)
}

/** The colours of the appearance that is chosen, for what draws itself. */
export function usePalette(): Palette {
  return useAppearance().appearance === 'dark' ? dark : light
}
