import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { AgentTable } from '@/features/agent/components/AgentTable'
import { Outcome } from '@/features/calls/components/Outcome'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { agents } from '@/words/agent'

const route = getRouteApi('/inside/agents')

/** The shift leader's page of agents. */
export function AgentsRoute() {
  const words = useWords(agents)
  const navigate = useNavigate()
  const wish = route.useSearch()
  const [control, setControl] = useState<string>()
  return (
    <Page title={words.title}>
      {control !== undefined && <Outcome key={control} controlId={control} onGone={() => setControl(undefined)} />}
      <AgentTable
        wish={wish}
        onWish={(search) => void navigate({ to: '/agents', search })}
        onCall={(call) => void navigate({ to: '/calls', search: { call } })}
        onControl={setControl}
      />
    </Page>
  )
}
