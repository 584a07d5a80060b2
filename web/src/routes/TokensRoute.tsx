import { TokenPanel } from '@/features/security/components/TokenPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { tokens } from '@/words/security'

/** The page of its name in the administration. */
export function TokensRoute() {
  return (
    <Page title={useWords(tokens).title}>
      <TokenPanel />
    </Page>
  )
}
