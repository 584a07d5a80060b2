import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { CampaignDialogue } from '@/features/campaigns/components/CampaignDialogue'
import { CampaignTable } from '@/features/campaigns/components/CampaignTable'
import { useKeys } from '@/keyboard/useKeys'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { campaigns } from '@/words/campaigns'

const route = getRouteApi('/inside/campaigns')

/** Campaigns of calls, for whoever runs them. */
export function CampaignsRoute() {
  const words = useWords(campaigns)
  const navigate = useNavigate()
  const may = useMay()
  const wish = route.useSearch()
  const [adding, setAdding] = useState(false)
  const mayRun = may('run-campaign')
  useKeys(mayRun ? { n: () => setAdding(true) } : {})
  const open = (campaignId: string) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId } })
  return (
    <Page
      title={words.title}
      actions={
        <>
          {may('take-calls') && <Link to="/campaigns/next">{words.preview}</Link>}
          {mayRun && <Link to="/do-not-call">{words.shut}</Link>}
          {mayRun && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {words.add} <kbd aria-hidden>n</kbd>
            </Button>
          )}
        </>
      }
    >
      <CampaignTable
        wish={wish}
        onWish={(search) => void navigate({ to: '/campaigns', search, replace: true })}
        onOpen={open}
      />
      {adding && <CampaignDialogue onClose={() => setAdding(false)} onKept={open} />}
    </Page>
  )
}
