import { createContext, useContext } from 'react'

export const LiveContext = createContext(true)

/** Says whether the page is told of changes as they happen. */
export function useIsLive(): boolean {
  return useContext(LiveContext)
}
