import { useWords } from '@/words'
import { common, tiers } from '@/words/common'
import type { TierKind } from '@/api/types'

interface MarksProps {
  priority?: number
  round?: number | null
  urges?: number
  attention?: TierKind | null
  held?: boolean
  stuck?: boolean
}

/** From this priority on an order is urgent. */
const URGENT = 10

/** Short marks of what is out of the ordinary: urgent, held, a later round, urged, a superior's attention. */
export function Marks({ priority = 0, round = 1, urges = 0, attention = null, held, stuck }: MarksProps) {
  const words = useWords(common)
  const tierWords = useWords(tiers)
  return (
    <span className="marks">
      {priority >= URGENT && <span className="mark mark-late">{words.urgent}</span>}
      {stuck && <span className="mark mark-late">{words.stuck}</span>}
      {attention !== null && <span className="mark mark-near">{words.attention(tierWords[attention])}</span>}
      {held && <span className="mark">{words.held}</span>}
      {round !== null && round > 1 && <span className="mark mark-near">{words.round(round)}</span>}
      {urges > 0 && <span className="mark mark-near">{words.urges(urges)}</span>}
    </span>
  )
}
