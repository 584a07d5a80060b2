import type { Language } from '@/words'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, zone: string, shape: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${zone} ${shape}`
  let made = formats.get(key)
  if (made === undefined) {
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
    made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options })
    formats.set(key, made)
  }
  return made
}

/** The day as pickers, sheets and notices write it in Chinese (GB/T 7408); Intl would put strokes. */
function said(language: Language, text: string): string {
  return language === 'zh' ? text.replaceAll('/', '-') : text
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
const DAY: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit' }

function dayOf(at: number, zone: string): string {
  return format('en', zone, 'day', { year: 'numeric', ...DAY }).format(at)
}

/** Returns a moment in a few characters: today's by its time, another day's with the date, another year's whole. */
export function momentText(iso: string, now: number, language: Language, zone: string): string {
  const at = Date.parse(iso)
  if (dayOf(at, zone) === dayOf(now, zone)) return format(language, zone, 'clock', CLOCK).format(at)
  const year = (when: number) => format('en', zone, 'year', { year: 'numeric' }).format(when)
  if (year(at) === year(now)) return said(language, format(language, zone, 'date', { ...DAY, ...CLOCK }).format(at))
  return said(language, format(language, zone, 'whole', { year: 'numeric', ...DAY, ...CLOCK }).format(at))
}

/** Returns a moment (milliseconds) by its time, to the second. */
export function clockText(at: number, zone: string): string {
  return format('en', zone, 'seconds', { ...CLOCK, second: '2-digit' }).format(at)
}

/** Returns a moment to the second, with its date. */
export function exactMoment(iso: string, language: Language, zone: string): string {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', ...DAY, ...CLOCK, second: '2-digit' }
  return said(language, format(language, zone, 'exact', options).format(Date.parse(iso)))
}
