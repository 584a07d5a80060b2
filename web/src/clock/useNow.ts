import { useSyncExternalStore } from 'react'
import { businessNow } from './businessClock'

const listeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined
let second = Math.floor(businessNow() / 1000)

function tick(): void {
  second = Math.floor(businessNow() / 1000)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(ticking)
      ticking = undefined
    }
  }
}

/** Returns business time in whole seconds since the epoch; everything that shows it ticks together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second)
}
