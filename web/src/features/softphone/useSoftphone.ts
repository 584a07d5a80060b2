import { useEffect, useReducer, useRef, useState } from 'react'
import { useRegistration } from './api/useRegistration'
import type { Handset } from './handset'
import { next, OFF, type Softphone } from './machine'
import { operate } from './operate'
import { keepTalk, talkBefore } from './reloading'
import { ring } from './ringTone'

/** The telephone in this page, with what can be done at it. */
export interface OwnTelephone extends Softphone, Omit<Handset, 'close'> {
  /** Tries again what did not mend itself. */
  again: () => void
  /** Puts away what was said of a lost call. */
  putAway: () => void
}

/** Has the telephone in the browser at which one is signed in; `device` null: one is signed in at none. */
export function useSoftphone(device: string | null): OwnTelephone {
  const { data: registration } = useRegistration(device)
  const [phone, tell] = useReducer(next, OFF)
  const [tries, setTries] = useState(0)
  const handset = useRef<Handset>(null)

  useEffect(() => {
    if (device === null || registration === undefined) return undefined
    if (registration === null) {
      tell({ kind: 'line', line: 'not-set-up' })
      return () => tell({ kind: 'line', line: 'off' })
    }
    const before = talkBefore()
    if (before !== null) tell({ kind: 'reloaded', who: before })
    const stop = operate(registration, tell, (opened) => (handset.current = opened))
    return () => {
      stop()
      tell({ kind: 'line', line: 'off' })
    }
  }, [device, registration, tries])

  const phase = phone.call?.phase
  useEffect(() => (phase === 'ringing' ? ring() : undefined), [phase])

  const talker = phase === 'talking' ? phone.call?.who : undefined
  useEffect(() => {
    if (talker === undefined) return undefined
    keepTalk(talker)
    // The browser asks before it leaves the page, and the call with it.
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', leaving)
    return () => {
      window.removeEventListener('beforeunload', leaving)
      keepTalk(null)
    }
  }, [talker])

  return {
    ...phone,
    answer: () => handset.current?.answer(),
    hangUp: () => handset.current?.hangUp(),
    mute: (on) => handset.current?.mute(on),
    hold: (on) => handset.current?.hold(on),
    press: (tone) => handset.current?.press(tone),
    again: () => setTries(tries + 1),
    putAway: () => tell({ kind: 'put-away' }),
  }
}
