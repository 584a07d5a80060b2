import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { IncidentsWish } from '@/api/types'
import { IncidentList } from '@/features/incidents/components/IncidentList'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { incidents } from '@/words/incidents'

const route = getRouteApi('/inside/incidents')

/** What went wrong and waits for somebody, and what has been mended. */
export function IncidentsRoute() {
  const words = useWords(incidents)
  const navigate = useNavigate()
  const wish = route.useSearch()
  const look = (wanted: IncidentsWish) => void navigate({ to: '/incidents', search: wanted, replace: true })
  return (
    <Page
      title={words.title}
      actions={
        <Segmented
          value={wish.status ?? 'open'}
          options={[
            { value: 'open' as const, label: words.open },
            { value: 'resolved' as const, label: words.resolved },
          ]}
          onChange={(status) => look({ ...wish, status })}
        />
      }
    >
      <IncidentList key={JSON.stringify(wish)} wish={wish} onNarrow={look} />
    </Page>
  )
}
