import { Loaded } from '@/ui/Loaded'
import { useCalendarYear } from '../api/useCalendars'
import type { Wanted } from './AddYear'
import type { Shown } from './shown'
import { YearEditor } from './YearEditor'

interface NewYearProps {
  wanted: Wanted
  onStored: () => void
}

/** A year that is not stored yet; where its calendar extends another, that one's days lie beneath. */
export function NewYear({ wanted, onStored }: NewYearProps) {
  const page: Shown = {
    ...wanted,
    provisional: true,
    source: '',
    business_hours: [],
    counted_hours: [],
    days: [],
    may_change: true,
  }
  return wanted.extends === null ? (
    <YearEditor page={page} onStored={onStored} />
  ) : (
    <Above page={page} base={wanted.extends} onStored={onStored} />
  )
}

function Above({ page, base, onStored }: { page: Shown; base: string; onStored: () => void }) {
  const query = useCalendarYear(base, page.year)
  return (
    <Loaded query={query}>
      {({ days, counted_hours, zone, provisional }) => (
        <YearEditor
          page={{ ...page, zone, provisional, counted_hours, days: days.map((day) => ({ ...day, own: false })) }}
          onStored={onStored}
        />
      )}
    </Loaded>
  )
}
