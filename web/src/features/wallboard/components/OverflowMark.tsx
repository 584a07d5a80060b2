import type { QueueNow } from '@/api/types'
import { useNamed, useWords } from '@/words'
import { overflowing } from '@/words/wallboard'

/** Says to which queue callers go, and why; nothing while they go where they always go. */
export function OverflowMark({ overflow }: { overflow: QueueNow['overflow'] }) {
  const words = useWords(overflowing)
  const named = useNamed()
  if (overflow === null) return null
  if (overflow.to_zh === null || overflow.to_en === null) return <span className="mark mark-near">{words.kept}</span>
  const cause = { dead: words.dead, 'no-agents': words.noAgents, waiting: words.waiting, hand: words.hand }[overflow.cause]
  return (
    <span className="mark mark-late">
      → {named({ name_zh: overflow.to_zh, name_en: overflow.to_en })} · {cause}
    </span>
  )
}
