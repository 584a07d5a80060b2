import { Button } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { common } from '@/words/common'

/** In place of a page that broke: what happened, and the way on. */
export function Unforeseen({ error }: { error: unknown }) {
  const words = useWords(common)
  return (
    <main className="alone">
      <ProblemNote problem={error} />
      <Button onClick={() => location.reload()}>{words.reload}</Button>
    </main>
  )
}
