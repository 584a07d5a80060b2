import { CalendarPanel } from '@/features/calendars/components/CalendarPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'

/** The page of working calendars. */
export function CalendarsRoute() {
  const words = useWords(calendars)
  return (
    <Page title={words.title}>
      <CalendarPanel />
    </Page>
  )
}
