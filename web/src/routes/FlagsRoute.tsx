import { Flags } from '@/features/intake/components/Flags'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { flags } from '@/words/callerFlags'

/** The flags on callers. */
export function FlagsRoute() {
  const words = useWords(flags)
  return (
    <Page title={words.title}>
      <Flags />
    </Page>
  )
}
