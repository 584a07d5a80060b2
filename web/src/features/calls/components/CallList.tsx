import { Mic } from 'lucide-react'
import type { CallLine, CallsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { spanText } from '@/clock/spans'
import { useNow } from '@/clock/useNow'
import { useKeys } from '@/keyboard/useKeys'
import { Line, Lines } from '@/ui/Line'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { callOutcomes, calls, callStates } from '@/words/calls'
import { useCalls } from '../api/useCalls'

interface CallListProps {
  wish: CallsWish
  /** What stands there when there are none. */
  empty?: string
  selected?: string
  onSelect: (call: string) => void
}

/** Calls. `j` and `k` go down and up. */
export function CallList({ wish, empty, selected, onSelect }: CallListProps) {
  const words = useWords(calls)
  const query = useCalls(wish)
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  const at = lines.findIndex(({ id }) => id === selected)
  const go = (step: number) => {
    const next = lines[at < 0 ? 0 : Math.min(Math.max(at + step, 0), lines.length - 1)]
    if (next !== undefined) onSelect(next.id)
  }
  useKeys({ j: () => go(1), k: () => go(-1) })
  return (
    <Listed query={query} empty={empty ?? words.none}>
      {() => (
        <Lines label={words.calls} selected={selected}>
          {lines.map((call) => (
            <Row key={call.id} call={call} isSelected={call.id === selected} onSelect={() => onSelect(call.id)} />
          ))}
        </Lines>
      )}
    </Listed>
  )
}

/** How long a call has waited, or gone on since it was answered. */
function Lasts({ since }: { since: string }) {
  const { language } = useLanguage()
  const now = useNow()
  return <span className="figures">{spanText(Math.max(now - Math.floor(Date.parse(since) / 1000), 0), language)}</span>
}

function Row({ call, isSelected, onSelect }: { call: CallLine; isSelected: boolean; onSelect: () => void }) {
  const words = useWords(calls)
  const stateName = useNames(callStates)
  const outcomeName = useNames(callOutcomes)
  const goesOn = call.ended_at === null
  return (
    <Line
      isSelected={isSelected}
      onSelect={onSelect}
      head={
        <>
          <strong className="figures">{call.caller_number ?? words.withheld}</strong>
          <span className="line-title">{call.caller_name}</span>
          <span className={goesOn ? 'mark mark-near' : 'mark'}>
            {goesOn ? stateName(call.state) : outcomeName(call.outcome) || stateName(call.state)}
          </span>
        </>
      }
      foot={
        <>
          <span>{call.queue}</span>
          <span>{call.agent_name}</span>
          {call.has_recording && <Mic size={13} aria-label={words.recorded} />}
          <span className="line-end">
            {goesOn && <Lasts since={call.answered_at ?? call.queued_at ?? call.started_at} />}{' '}
            <Moment at={call.started_at} />
          </span>
        </>
      }
    />
  )
}
