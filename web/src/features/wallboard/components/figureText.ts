import { lengthText, spanText } from '@/clock/spans'
import type { Language } from '@/words'

/** A figure that there is nothing to measure for. */
const NONE = '–'

export function percentText(percent: number | null): string {
  return percent === null ? NONE : `${percent}%`
}

export function secondsText(seconds: number | null, language: Language): string {
  return seconds === null ? NONE : lengthText(Math.round(seconds), language)
}

/** How long somebody waits by now, as a clock shows it. */
export function sinceText(since: string | null, now: number, language: Language): string {
  return since === null ? NONE : spanText(Math.max(0, now - Date.parse(since) / 1000), language)
}

/** Whether a service level is kept, nearly, or not; nothing while there is none. */
export function levelTone(percent: number | null, wished: number): 'calm' | 'near' | 'late' | undefined {
  if (percent === null) return undefined
  if (percent >= wished) return 'calm'
  return percent >= wished - 10 ? 'near' : 'late'
}
