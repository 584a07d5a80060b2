/** The telephone in this page: what it tells goes in, what is shown comes out. It knows neither SIP nor browser. */

/**
 * How the line stands. `elsewhere`: another page of this browser has it. `cut`: no connection, it is tried again.
 * `refused`: the exchange does not know this telephone. `insecure`: a page without TLS may not hear.
 */
export type Line =
  | 'off'
  | 'not-set-up'
  | 'insecure'
  | 'elsewhere'
  | 'not-allowed'
  | 'no-microphone'
  | 'connecting'
  | 'ready'
  | 'cut'
  | 'refused'

/** Lines that do not mend themselves: somebody does something, then it is tried again. */
export const STUCK: readonly Line[] = ['not-allowed', 'no-microphone', 'refused']

/** The call that is at this telephone. `who` is the number that the exchange showed. */
export interface OwnCall {
  who: string
  phase: 'ringing' | 'answering' | 'talking'
  isMuted: boolean
  isHeld: boolean
}

/** Why a call is over that nobody hung up. */
export type Lost = 'reloaded' | 'no-sound' | 'no-microphone'

export interface Softphone {
  line: Line
  call: OwnCall | null
  /** The last call that was lost, until the next one or until it is put away. */
  lost: { who: string; why: Lost } | null
}

export type Told =
  | { kind: 'line'; line: Line }
  | { kind: 'rings'; who: string }
  | { kind: 'answers' }
  | { kind: 'talks' }
  | { kind: 'muted'; on: boolean }
  | { kind: 'held'; on: boolean }
  /** `why` null: somebody hung up. */
  | { kind: 'over'; why: Lost | null }
  /** The page was loaded anew while one spoke. */
  | { kind: 'reloaded'; who: string }
  | { kind: 'put-away' }

export const OFF: Softphone = { line: 'off', call: null, lost: null }

/** Returns the telephone after it told something. What does not fit its state changes nothing. */
export function next(phone: Softphone, told: Told): Softphone {
  const { call } = phone
  switch (told.kind) {
    case 'line':
      // A call outlives its registration: its sound goes another way. It does not outlive the telephone.
      return { ...phone, line: told.line, call: told.line === 'off' ? null : call }
    case 'rings':
      if (call !== null) return phone
      return { ...phone, lost: null, call: { who: told.who, phase: 'ringing', isMuted: false, isHeld: false } }
    case 'answers':
      return call?.phase === 'ringing' ? { ...phone, call: { ...call, phase: 'answering' } } : phone
    case 'talks':
      return call === null ? phone : { ...phone, call: { ...call, phase: 'talking' } }
    case 'muted':
      return call === null ? phone : { ...phone, call: { ...call, isMuted: told.on } }
    case 'held':
      return call === null ? phone : { ...phone, call: { ...call, isHeld: told.on } }
    case 'over':
      if (call === null) return phone
      return { ...phone, call: null, lost: told.why === null ? null : { who: call.who, why: told.why } }
    case 'reloaded':
      return { ...phone, lost: { who: told.who, why: 'reloaded' } }
    case 'put-away':
      return { ...phone, lost: null }
  }
}
