import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { OpenOutageDialogue } from '@/features/outages/components/OpenOutageDialogue'
import { OutageDrawer } from '@/features/outages/components/OutageDrawer'
import { OutageFilters } from '@/features/outages/components/OutageFilters'
import { OutageTable } from '@/features/outages/components/OutageTable'
import { useKeys } from '@/keyboard/useKeys'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { outages } from '@/words/outages'
import '@/features/outages/components/outages.css'

const route = getRouteApi('/inside/outages')

/** Outages: what goes on, what is announced, what was. */
export function OutagesRoute() {
  const words = useWords(outages)
  const navigate = useNavigate()
  const may = useMay()
  const { outage, ...wish } = route.useSearch()
  const [opening, setOpening] = useState(false)
  const mayOpen = may('manage-outages')
  useKeys({ o: () => setOpening(mayOpen) })
  const choose = (chosen?: string) => void navigate({ to: '/outages', search: { ...wish, outage: chosen }, replace: true })
  return (
    <Page
      title={words.title}
      actions={
        mayOpen && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {words.open} <kbd aria-hidden>o</kbd>
          </Button>
        )
      }
    >
      <OutageFilters wish={wish} onChange={(search) => void navigate({ to: '/outages', search, replace: true })} />
      <OutageTable wish={{ ...wish, going_on: wish.going_on ?? true }} onChoose={choose} />
      {outage !== undefined && <OutageDrawer outageId={outage} onClose={() => choose()} />}
      {opening && (
        <OpenOutageDialogue
          onClose={() => setOpening(false)}
          onOpened={(made) => {
            setOpening(false)
            choose(made)
          }}
        />
      )}
    </Page>
  )
}
