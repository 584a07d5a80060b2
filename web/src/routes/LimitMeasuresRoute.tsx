import { getRouteApi, useNavigate } from '@tanstack/react-router'
import dayjs from 'dayjs'
import { useNow } from '@/clock/useNow'
import { MeasureTable } from '@/features/limits/components/MeasureTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { measures } from '@/words/limits'

const route = getRouteApi('/inside/administration/limit-measures')
/** How far back months can be chosen. */
const MONTHS = 24

/** How limits were kept. */
export function LimitMeasuresRoute() {
  const words = useWords(measures)
  const navigate = useNavigate()
  const now = dayjs.unix(useNow())
  const months = Array.from({ length: MONTHS }, (_, back) => now.subtract(back, 'month').format('YYYY-MM'))
  const wish = route.useSearch()
  return (
    <Page title={words.title}>
      <MeasureTable
        wish={{ ...wish, month: wish.month ?? months[0]! }}
        months={months}
        onChange={({ month, level, category }) =>
          void navigate({
            to: '/administration/limit-measures',
            search: { month, level, category: category ?? undefined },
            replace: true,
          })
        }
      />
    </Page>
  )
}
