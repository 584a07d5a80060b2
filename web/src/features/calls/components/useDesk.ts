import { useState } from 'react'
import { useMyCalls } from '@/api/useMyCalls'
import { onDesk, type OnDesk } from '../desk'

export interface Desk {
  /** The call with which one is busy; undefined: none. */
  current: OnDesk | undefined
  /** The others, which ring meanwhile. */
  others: OnDesk[]
  choose: (call: string) => void
  /** Puts a call that is over away. */
  putAway: () => void
}

/**
 * The calls on one's desk. A call that has ended stays until it is put away or the next one comes: whoever is not
 * signed in at a device has no after-call work that would keep it.
 */
export function useDesk(): Desk {
  const { data } = useMyCalls()
  const [chosen, setChosen] = useState<string>()
  const [kept, setKept] = useState<OnDesk>()
  const live = data === undefined ? [] : onDesk(data)
  const found = live.find(({ pop }) => pop.call.id === chosen) ?? live[0]
  if (found !== undefined && found.pop !== kept?.pop) setKept(found)
  const current = found ?? (kept === undefined ? undefined : { pop: kept.pop, phase: 'over' as const })
  return {
    current,
    others: live.filter((one) => one !== found),
    choose: setChosen,
    putAway: () => setKept(undefined),
  }
}
