import { OwnSessions } from '@/features/accounts/components/OwnSessions'
import { PasswordForm } from '@/features/accounts/components/PasswordForm'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { myAccount } from '@/words/security'

/** One's own account: sessions and password. */
export function MyAccountRoute() {
  return (
    <Page title={useWords(myAccount).title}>
      <OwnSessions />
      <PasswordForm />
    </Page>
  )
}
