import type { CalendarYear } from '@/api/types'

/** What the editor begins with; `revision` undefined: the year is new. */
export type Shown = Pick<
  CalendarYear,
  'calendar' | 'year' | 'zone' | 'extends' | 'provisional' | 'source' | 'business_hours' | 'counted_hours' | 'days' | 'may_change'
> & { revision?: number }
