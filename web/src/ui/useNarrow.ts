import { useSyncExternalStore } from 'react'

/** As wide as a telephone held upright, as the frame's style sheet has it. */
const NARROW = '(max-width: 760px)'

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(NARROW)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** Returns whether the window is no wider than a telephone: what one has to do comes first there. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches)
}
