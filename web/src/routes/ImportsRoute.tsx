import { ImportPanel } from '@/features/organisation/components/ImportPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { imports } from '@/words/organisation'

/** The page of imports. */
export function ImportsRoute() {
  const words = useWords(imports)
  return (
    <Page title={words.title}>
      <ImportPanel />
    </Page>
  )
}
