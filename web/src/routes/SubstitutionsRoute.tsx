import { SubstitutionPanel } from '@/features/organisation/components/SubstitutionPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { substitutions } from '@/words/organisation'

/** The page of substitutions. */
export function SubstitutionsRoute() {
  const words = useWords(substitutions)
  return (
    <Page title={words.title}>
      <SubstitutionPanel />
    </Page>
  )
}
