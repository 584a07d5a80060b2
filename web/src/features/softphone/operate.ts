import type { Registration } from './api/useRegistration'
import { openHandset, type Handset } from './handset'
import type { Line, Told } from './machine'

/** Whoever holds this lock has the telephone; the browser gives it to the next page when one is closed. */
const LOCK = 'huan-softphone'

/**
 * Has the telephone in this page until it is stopped.
 *
 * 1. One page of a browser has it: the others wait until that one is closed.
 * 2. The microphone is asked for before anything can ring: without it nothing is registered.
 * 3. It is registered; `opened` gets the handset.
 */
export function operate(
  registration: Registration,
  tell: (told: Told) => void,
  opened: (handset: Handset | null) => void,
): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const line = (now: Line) => {
    if (!signal.aborted) tell({ kind: 'line', line: now })
  }
  const serve = async () => {
    const problem = await microphoneProblem()
    if (problem !== null) {
      line(problem)
      await stopped(signal)
      return
    }
    if (signal.aborted) return
    line('connecting')
    const handset = await openHandset(registration, tell)
    const leave = () => handset.close()
    window.addEventListener('pagehide', leave)
    opened(handset)
    await stopped(signal)
    window.removeEventListener('pagehide', leave)
    opened(null)
    handset.close()
  }
  if (!window.isSecureContext) {
    line('insecure')
  } else {
    void onlyHere(() => line('elsewhere'), signal, serve)
  }
  return () => stopping.abort()
}

async function onlyHere(taken: () => void, signal: AbortSignal, serve: () => Promise<void>): Promise<void> {
  const served = await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false
    await serve()
    return true
  })
  if (served || signal.aborted) return
  taken()
  try {
    await navigator.locks.request(LOCK, { signal }, serve)
  } catch (problem) {
    if (!signal.aborted) throw problem
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Returns what is in the way of hearing whoever speaks here; null: nothing. */
async function microphoneProblem(): Promise<'not-allowed' | 'no-microphone' | null> {
  if (await isDenied()) return 'not-allowed'
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    for (const track of stream.getTracks()) track.stop()
    return null
  } catch (problem) {
    return problem instanceof DOMException && problem.name === 'NotAllowedError' ? 'not-allowed' : 'no-microphone'
  }
}

/** Says whether the browser refuses without asking; one that does not tell is asked. */
async function isDenied(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'denied'
  } catch {
    return false
  }
}
