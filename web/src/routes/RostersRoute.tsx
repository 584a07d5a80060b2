import { RosterPanel } from '@/features/organisation/components/RosterPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'

/** The page of rosters. */
export function RostersRoute() {
  const words = useWords(rosters)
  return (
    <Page title={words.title}>
      <RosterPanel />
    </Page>
  )
}
