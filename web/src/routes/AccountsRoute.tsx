import { AccountPanel } from '@/features/security/components/AccountPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { accountsAdmin } from '@/words/security'

/** The page of its name in the administration. */
export function AccountsRoute() {
  return (
    <Page title={useWords(accountsAdmin).title}>
      <AccountPanel />
    </Page>
  )
}
