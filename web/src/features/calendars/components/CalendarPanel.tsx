import { Button, Empty, Select } from 'antd'
import { useState } from 'react'
import type { CalendarLine } from '@/api/types'
import { useMay } from '@/api/session'
import { businessNow } from '@/clock/businessClock'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'
import { useCalendars, useCalendarYear } from '../api/useCalendars'
import { AddYear, type Wanted } from './AddYear'
import { NewYear } from './NewYear'
import { YearEditor } from './YearEditor'

/** Working calendars: which there are, and a year of one to see and change. */
export function CalendarPanel() {
  const query = useCalendars()
  return <Loaded query={query}>{({ items }) => <Chosen lines={items} />}</Loaded>
}

function Chosen({ lines }: { lines: CalendarLine[] }) {
  const words = useWords(calendars)
  const may = useMay()
  const [key, setKey] = useState<string>()
  const [year, setYear] = useState<number>()
  const [isAdding, setAdding] = useState(false)
  const [wanted, setWanted] = useState<Wanted>()
  const line = lines.find((one) => one.key === key) ?? lines[0]
  const at = (wished: number | undefined) => line?.years.find((one) => one.year === wished)
  const shown = at(year) ?? at(new Date(businessNow()).getFullYear()) ?? line?.years.at(-1)
  const choose = (chosen: string, at?: number) => (setKey(chosen), setYear(at), setWanted(undefined))
  return (
    <>
      <div className="filters">
        <Select
          aria-label={words.calendar}
          showSearch
          value={line?.key}
          options={lines.map((one) => ({ value: one.key, label: words.line(one.key, one.tiers, one.extends ?? '') }))}
          onChange={(chosen: string) => choose(chosen)}
          style={{ minWidth: 220 }}
        />
        <Select
          aria-label={words.year}
          value={shown?.year}
          options={line?.years.map((one) => ({ value: one.year, label: `${one.year}${one.provisional ? ` ${words.unsure}` : ''}` }))}
          onChange={(chosen: number) => line !== undefined && choose(line.key, chosen)}
        />
        {may('import') && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
      </div>
      {isAdding && <AddYear lines={lines} onClose={() => setAdding(false)} onWanted={(one) => (setWanted(one), setAdding(false))} />}
      {wanted !== undefined ? (
        <NewYear key={`${wanted.calendar} ${wanted.year}`} wanted={wanted} onStored={() => choose(wanted.calendar, wanted.year)} />
      ) : line === undefined || shown === undefined ? (
        <Empty description={words.none} />
      ) : (
        <StoredYear key={`${line.key} ${shown.year}`} calendar={line.key} year={shown.year} />
      )}
    </>
  )
}

function StoredYear({ calendar, year }: { calendar: string; year: number }) {
  const query = useCalendarYear(calendar, year)
  return <Loaded query={query}>{(page) => <YearEditor key={page.revision} page={page} onStored={() => undefined} />}</Loaded>
}
