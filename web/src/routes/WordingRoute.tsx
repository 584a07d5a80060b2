import { WordingPanel } from '@/features/boards/components/WordingPanel'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { wording } from '@/words/wording'

/** The wording for emergencies, for whoever speaks to callers. */
export function WordingRoute() {
  const words = useWords(wording)
  return (
    <Page title={words.title}>
      <WordingPanel />
    </Page>
  )
}
