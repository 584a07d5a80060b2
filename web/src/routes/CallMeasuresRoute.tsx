import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useMay } from '@/api/session'
import { useNow } from '@/clock/useNow'
import { AnnouncementPanel } from '@/features/wallboard/components/AnnouncementPanel'
import { CallMeasureTable, type Period } from '@/features/wallboard/components/CallMeasureTable'
import { OverflowPanel } from '@/features/wallboard/components/OverflowPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { wallboard } from '@/words/wallboard'

const route = getRouteApi('/inside/administration/call-measures')
const DAYS: Record<Period, [from: number, until: number]> = {
  today: [0, 1],
  yesterday: [-1, 0],
  week: [-6, 1],
  month: [-30, 1],
}

/** How callers were served. */
export function CallMeasuresRoute() {
  const words = useWords(wallboard)
  const navigate = useNavigate()
  const may = useMay()
  const midnight = dayjs.unix(useNow()).startOf('day')
  const { period = 'today', by } = route.useSearch()
  const [from, until] = DAYS[period]
  return (
    <Page title={words.measures} actions={<Link to="/wallboard">{words.title}</Link>}>
      <CallMeasureTable
        period={period}
        wish={{ since: midnight.add(from, 'day').toISOString(), until: midnight.add(until, 'day').toISOString(), by }}
        onChange={(change) =>
          void navigate({ to: '/administration/call-measures', search: { period, by, ...change }, replace: true })
        }
      />
      {may('switch-overflow') && <OverflowPanel />}
      {may('announce') && <AnnouncementPanel />}
    </Page>
  )
}
