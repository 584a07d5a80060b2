import { describe, expect, it } from 'vitest'
import { finished } from './finished'
import { readQuiet, writtenQuiet } from './quiet'

describe('quiet hours as people write them', () => {
  it('are read in either alphabet, and written again as one', () => {
    const spans = readQuiet(' 20：00～09:00，12:00-14:00 ')
    expect(spans).toEqual([
      { start: '20:00', end: '09:00' },
      { start: '12:00', end: '14:00' },
    ])
    expect(writtenQuiet(spans!)).toBe('20:00-09:00, 12:00-14:00')
    expect(readQuiet('')).toEqual([])
  })

  it('are refused when a time is none', () => {
    for (const text of ['25:00-09:00', '20-9', '20:00', 'at night']) expect(readQuiet(text)).toBeNull()
  })
})

describe('progress', () => {
  it('counts what needs nobody any more, and never says it is over before it is', () => {
    const statuses = [
      { key: 'done', lines: 198 },
      { key: 'left-out', lines: 1 },
      { key: 'unknown', lines: 1 },
    ]
    expect(finished({ entries: 200, statuses })).toBe(99)
    expect(finished({ entries: 0, statuses: [] })).toBe(0)
  })
})
