import { expect, it } from 'vitest'
import { next, OFF, type Softphone, type Told } from './machine'

const after = (...told: Told[]): Softphone => told.reduce(next, OFF)
const READY: Told = { kind: 'line', line: 'ready' }
const RINGS: Told = { kind: 'rings', who: '13900000006' }
const TALKING: Told[] = [READY, RINGS, { kind: 'answers' }, { kind: 'talks' }]

it('rings, is answered, is muted and held, and is over', () => {
  expect(after(READY, RINGS).call).toEqual({ who: '13900000006', phase: 'ringing', isMuted: false, isHeld: false })
  expect(after(READY, RINGS, { kind: 'answers' }).call?.phase).toBe('answering')
  const busy = after(...TALKING, { kind: 'muted', on: true }, { kind: 'held', on: true })
  expect(busy.call).toMatchObject({ phase: 'talking', isMuted: true, isHeld: true })
  expect(next(busy, { kind: 'over', why: null })).toEqual({ line: 'ready', call: null, lost: null })
})

it('has one call: a second that rings changes nothing', () => {
  expect(after(...TALKING, { kind: 'rings', who: '13900000007' })).toEqual(after(...TALKING))
})

it('answers once: what is spoken does not ring again', () => {
  expect(after(...TALKING, { kind: 'answers' })).toEqual(after(...TALKING))
})

it('keeps a call when the connection is cut, and ends it with the telephone', () => {
  expect(after(...TALKING, { kind: 'line', line: 'cut' })).toMatchObject({ line: 'cut', call: { phase: 'talking' } })
  expect(after(...TALKING, { kind: 'line', line: 'off' }).call).toBeNull()
})

it('says why a call was lost, until the next one or until it is put away', () => {
  const lost = after(READY, RINGS, { kind: 'over', why: 'no-microphone' })
  expect(lost.lost).toEqual({ who: '13900000006', why: 'no-microphone' })
  expect(next(lost, { kind: 'put-away' }).lost).toBeNull()
  expect(next(lost, RINGS).lost).toBeNull()
})

it('says that a call was lost because the page was loaded anew', () => {
  const found = after({ kind: 'reloaded', who: '13900000006' }, { kind: 'line', line: 'connecting' }, READY)
  expect(found.lost).toEqual({ who: '13900000006', why: 'reloaded' })
})

it('lets what comes too late pass', () => {
  const late: Told[] = [
    { kind: 'answers' },
    { kind: 'talks' },
    { kind: 'muted', on: true },
    { kind: 'held', on: true },
    { kind: 'over', why: 'no-sound' },
  ]
  expect(after(READY, ...late)).toEqual(after(READY))
})
