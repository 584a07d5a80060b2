import type { KeyboardEvent } from 'react'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'
import { dayAt, isWeekend, weeksOf, type Days } from './days'

interface MonthGridProps {
  year: number
  month: number
  own: Days
  beneath: Days
  /** Turns a day over; undefined: nobody may. */
  onToggle?: (date: string) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A month; arrows go from day to day, space and Enter turn one over. */
export function MonthGrid({ year, month, own, beneath, onToggle }: MonthGridProps) {
  const words = useWords(calendars)
  const go = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    const days = [...event.currentTarget.querySelectorAll('button')]
    const next = days[days.findIndex((day) => day === document.activeElement) + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  return (
    <table className="month" onKeyDown={go}>
      <caption>{words.month(month)}</caption>
      <thead>
        <tr>
          {words.week.split(' ').map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week, row) => (
          <tr key={row}>
            {week.map((date, column) => {
              if (date === null) return <td key={column} />
              const day = dayAt(date, own, beneath)
              const kind = !day.working ? 'off' : isWeekend(date) ? 'makeUp' : 'worked'
              const named = date in own || date in beneath
              const label = [date, words[kind], day.name, ...(day.hours ?? [])].filter((part) => part !== '').join(' ')
              return (
                <td key={column}>
                  <button
                    type="button"
                    className={`day day-${kind}${date in own ? ' day-own' : ''}`}
                    tabIndex={date.endsWith('-01') ? 0 : -1}
                    aria-disabled={onToggle === undefined}
                    title={label}
                    onClick={() => onToggle?.(date)}
                  >
                    <span className="day-label">{label}</span>
                    <span aria-hidden className="figures">
                      {Number(date.slice(8))}
                    </span>
                    <span aria-hidden className="day-kind">
                      {named ? (day.working ? words.shortWork : words.shortOff) : ''}
                    </span>
                  </button>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
