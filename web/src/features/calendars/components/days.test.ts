import { expect, it } from 'vitest'
import { dayAt, pausesOf, toggled, weeksOf } from './days'

const names = { off: '休息', makeUp: '调休上班' }

it('turns a weekday into a day off, and back', () => {
  const off = toggled('2026-12-24', {}, {}, names)
  expect(off).toEqual({ '2026-12-24': { working: false, name: '休息' } })
  expect(toggled('2026-12-24', off, {}, names)).toEqual({})
})

it('turns a weekend, or a holiday of the country, into a worked day', () => {
  const beneath = { '2026-10-01': { working: false, name: '国庆节' } }
  expect(toggled('2026-02-14', {}, {}, names)['2026-02-14']).toEqual({ working: true, name: '调休上班' })
  expect(toggled('2026-10-01', {}, beneath, names)['2026-10-01']?.working).toBe(true)
  expect(dayAt('2026-10-01', {}, beneath).name).toBe('国庆节')
})

it('lays a month out in weeks that begin on Monday', () => {
  const weeks = weeksOf(2026, 2)
  expect(weeks.length).toBe(5)
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-02-01'])
  expect(weeks[4]?.[5]).toBe('2026-02-28')
})

it('finds lunch between two stretches', () => {
  expect(pausesOf(['08:30-12:00', '14:00-17:30'])).toEqual(['12:00-14:00'])
})
