import { Mic } from 'lucide-react'
import type { CallLine, CallsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Line, Lines } from '@/ui/Line'
import { Listed } from '@/ui/Listed'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { callOutcomes, calls, callStates } from '@/words/calls'
import { useCalls } from '../api/useCalls'

interface CallListProps {
  wish: CallsWish
  selected?: string
  onSelect: (call: string) => void
}

/** The newest calls. */
export function CallList({ wish, selected, onSelect }: CallListProps) {
  const words = useWords(calls)
  const query = useCalls(wish)
  return (
    <Listed query={query} empty={words.none}>
      {(lines) => (
        <Lines label={words.calls} selected={selected}>
          {lines.map((call) => (
            <Row key={call.id} call={call} isSelected={call.id === selected} onSelect={() => onSelect(call.id)} />
          ))}
        </Lines>
      )}
    </Listed>
  )
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
            <Moment at={call.started_at} />
          </span>
        </>
      }
    />
  )
}
