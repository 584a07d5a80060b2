import { spoken, type Language } from '@/words'
import { lengths, spans } from '@/words/clocks'

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

/** Returns how long something took or may take, as one says it, in its two largest units: `20 min`, `1 h 30 min`. */
export function lengthText(seconds: number, language: Language): string {
  const words = spoken(lengths, language)
  const whole = Math.max(Math.trunc(seconds), 0)
  const parts: [number, (count: number, alone: boolean) => string][] = [
    [Math.floor(whole / DAY), words.days],
    [Math.floor((whole % DAY) / HOUR), words.hours],
    [Math.floor((whole % HOUR) / MINUTE), words.minutes],
    [whole % MINUTE, words.seconds],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return words.seconds(0)
  const said = parts.slice(first, first + 2).filter(([count]) => count > 0)
  return said.map(([count, say]) => say(count, said.length === 1)).join(' ')
}
