import { SignInPanel } from '@/features/security/components/SignInPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { accountsAdmin } from '@/words/security'

/** The page of its name in the administration. */
export function SignInsRoute() {
  return (
    <Page title={useWords(accountsAdmin).signIns}>
      <SignInPanel />
    </Page>
  )
}
