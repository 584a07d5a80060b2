import { describe, expect, it, vi } from 'vitest'
import { businessNow, setBusinessClock } from './businessClock'
import { exactMoment, momentText } from './moments'
import { lengthText, spanText } from './spans'

const SHANGHAI = 'Asia/Shanghai'

describe('business time', () => {
  it('runs by the steady clock at its own rate, whatever the browser thinks the time is', () => {
    const steady = vi.spyOn(performance, 'now').mockReturnValue(1000)
    setBusinessClock('2026-11-23T01:00:00Z', 60)
    steady.mockReturnValue(3000)
    expect(new Date(businessNow()).toISOString()).toBe('2026-11-23T01:02:00.000Z')
    steady.mockRestore()
  })
})

describe('a moment', () => {
  const now = Date.parse('2026-11-23T01:00:00Z')

  it('of today is its time in the zone of the person, not of the browser', () => {
    expect(momentText('2026-11-22T16:05:00Z', now, 'zh', SHANGHAI)).toBe('00:05')
    expect(momentText('2026-11-23T01:05:00Z', now, 'zh', 'Asia/Urumqi')).toBe('07:05')
  })

  it('of another day has its date, of another year its year', () => {
    expect(momentText('2026-11-22T15:05:00Z', now, 'zh', SHANGHAI)).toMatch(/^11-22 23:05$/)
    expect(momentText('2025-01-02T01:05:00Z', now, 'zh', SHANGHAI)).toMatch(/^2025-01-02 09:05$/)
  })

  it('exactly has its seconds', () => {
    expect(exactMoment('2026-11-23T01:05:09Z', 'zh', SHANGHAI)).toBe('2026-11-23 09:05:09')
  })
})

describe('a span', () => {
  it.each([
    [59, '0:59'],
    [-127, '2:07'],
    [3900, '1 小时 05 分'],
    [3 * 86_400 + 4 * 3600 + 59, '3 天 4 小时'],
  ])('of %i seconds is %s', (seconds, text) => {
    expect(spanText(seconds, 'zh')).toBe(text)
  })
})

describe('a length of time', () => {
  it.each([
    [0, '0 秒', '0 s'],
    [45, '45 秒', '45 s'],
    [127, '2 分 7 秒', '2 min 7 s'],
    [1200, '20 分钟', '20 min'],
    [7200, '2 小时', '2 h'],
    [5400, '1 小时 30 分', '1 h 30 min'],
    [86_400, '1 天', '1 d'],
    [3 * 86_400 + 4 * 3600 + 59, '3 天 4 小时', '3 d 4 h'],
  ])('of %i seconds is said without what is nought: %s', (seconds, zh, en) => {
    expect([lengthText(seconds, 'zh'), lengthText(seconds, 'en')]).toEqual([zh, en])
  })
})
