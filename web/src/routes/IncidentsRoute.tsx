import { Segmented } from 'antd'
import { useState } from 'react'
import { IncidentList } from '@/features/incidents/components/IncidentList'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { incidents } from '@/words/incidents'

/** What went wrong and waits for somebody, and what has been mended. */
export function IncidentsRoute() {
  const words = useWords(incidents)
  const [status, setStatus] = useState<'open' | 'resolved'>('open')
  return (
    <Page
      title={words.title}
      actions={
        <Segmented
          value={status}
          options={[
            { value: 'open', label: words.open },
            { value: 'resolved', label: words.resolved },
          ]}
          onChange={setStatus}
        />
      }
    >
      <IncidentList wish={{ status }} />
    </Page>
  )
}
