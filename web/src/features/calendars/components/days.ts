import type { CalendarYear } from '@/api/types'

export interface Day {
  working: boolean
  name: string
  hours?: string[]
}

/** Days by their date, such as 2026-10-01. */
export type Days = Readonly<Record<string, Day>>

const DAY = 86_400_000

/** Returns the days that a year names itself (`own`), or those of the calendar that it extends. */
export function daysOf(days: CalendarYear['days'], own: boolean): Days {
  return Object.fromEntries(
    days
      .filter((day) => day.own === own)
      .map(({ date, working, name, hours }) => [date, { working, name: name ?? '', ...(hours !== null && { hours }) }]),
  )
}

/** Tells whether a date is a Saturday or Sunday. */
export function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

/** Returns how a date counts when nobody names it. */
function plain(date: string): Day {
  return { working: !isWeekend(date), name: '' }
}

/** Returns how a date counts: the year's own word first, then that of what it extends, then the week's. */
export function dayAt(date: string, own: Days, beneath: Days): Day {
  return own[date] ?? beneath[date] ?? plain(date)
}

/** Turns a day over: one that the year names itself is as before, another becomes worked, or off. */
export function toggled(date: string, own: Days, beneath: Days, names: { off: string; makeUp: string }): Days {
  if (date in own) return Object.fromEntries(Object.entries(own).filter(([other]) => other !== date))
  const working = !dayAt(date, own, beneath).working
  return { ...own, [date]: { working, name: working ? names.makeUp : names.off } }
}

/** Returns the weeks of a month (1-12), Monday first; null: a day of another month. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const first = Date.UTC(year, month - 1, 1)
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const before = (new Date(first).getUTCDay() + 6) % 7
  const cells = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: count }, (_, day) => new Date(first + day * DAY).toISOString().slice(0, 10)),
  ]
  while (cells.length % 7 > 0) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** Returns the pauses between stretches such as 08:30-12:00: lunch. */
export function pausesOf(hours: readonly string[]): string[] {
  return hours.slice(1).map((stretch, place) => `${hours[place]?.slice(6) ?? ''}-${stretch.slice(0, 5)}`)
}
