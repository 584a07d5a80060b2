import { spoken, type Language } from '@/words'
import { spans } from '@/words/clocks'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** Returns a span of seconds as one reads it: `2:07`, `1 h 05 min`, `3 d 4 h`. The sign is left out. */
export function spanText(seconds: number, language: Language): string {
  const words = spoken(spans, language)
  const whole = Math.abs(Math.trunc(seconds))
  const [days, hours] = [Math.floor(whole / DAY), Math.floor((whole % DAY) / HOUR)]
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  if (days > 0) return words.days(days, hours)
  if (hours > 0) return words.hours(hours, two(minutes))
  return `${minutes}:${two(whole % MINUTE)}`
}
