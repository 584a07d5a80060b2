import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { OpenOutageDialogue } from '@/features/outages/components/OpenOutageDialogue'
import { OutageFilters } from '@/features/outages/components/OutageFilters'
import { OutageTable } from '@/features/outages/components/OutageTable'
import { useKeys } from '@/keyboard/useKeys'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { outages } from '@/words/outages'

const route = getRouteApi('/inside/outages')

/** Outages: what goes on, what is announced, what was. */
export function OutagesRoute() {
  const words = useWords(outages)
  const navigate = useNavigate()
  const may = useMay()
  const wish = route.useSearch()
  const [opening, setOpening] = useState(false)
  const mayOpen = may('manage-outages')
  useKeys({ o: () => setOpening(mayOpen) })
  const choose = (outageId: string) => void navigate({ to: '/outages/$outageId', params: { outageId } })
  // Of a premise one wants to know what was, too.
  const shown = { ...wish, going_on: wish.going_on ?? (wish.premise === undefined && wish.status === undefined) }
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
      <OutageFilters wish={shown} onChange={(search) => void navigate({ to: '/outages', search, replace: true })} />
      <OutageTable wish={shown} onChoose={choose} />
      {opening && <OpenOutageDialogue onClose={() => setOpening(false)} onOpened={choose} />}
    </Page>
  )
}
