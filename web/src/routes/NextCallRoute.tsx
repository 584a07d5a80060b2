import { Link } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { NextCall } from '@/features/campaigns/components/NextCall'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { campaigns } from '@/words/campaigns'

/** An agent's calls of campaigns, one after the other. */
export function NextCallRoute() {
  const words = useWords(campaigns)
  const may = useMay()
  return (
    <Page title={words.preview} actions={may('run-campaign') && <Link to="/campaigns">{words.title}</Link>}>
      <NextCall />
    </Page>
  )
}
