import { LookPanel } from '@/features/security/components/LookPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { restricted } from '@/words/security'

/** The page of its name in the administration. */
export function LooksRoute() {
  return (
    <Page title={useWords(restricted).looks}>
      <LookPanel />
    </Page>
  )
}
