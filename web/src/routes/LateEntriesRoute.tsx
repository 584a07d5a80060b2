import { LateEntries } from '@/features/orders/components/LateEntries'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { late } from '@/words/lateEntries'
import '@/features/orders/components/orders.css'

/** Late entries after a breakdown. */
export function LateEntriesRoute() {
  const words = useWords(late)
  return (
    <Page title={words.title}>
      <LateEntries />
    </Page>
  )
}
