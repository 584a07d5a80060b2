import { Mic } from 'lucide-react'
import type { CallLine, CallsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { NextPage } from '@/ui/NextPage'
import { useWords } from '@/words'
import { callOutcomes, calls, callStates } from '@/words/calls'
import { useCalls } from '../api/useCalls'
import './calls.css'

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
    <Loaded query={query}>
      {({ pages }) => {
        const lines = pages.flatMap((page) => page.items)
        if (lines.length === 0) return <div className="empty">{words.none}</div>
        return (
          <>
            <ul className="inbox-lines" aria-label={words.calls}>
              {lines.map((call) => (
                <li key={call.id}>
                  <Row call={call} isSelected={call.id === selected} onSelect={() => onSelect(call.id)} />
                </li>
              ))}
            </ul>
            <NextPage
              count={pages[0]!.count}
              capped={pages[0]!.count_is_capped}
              hasNext={query.hasNextPage}
              isReading={query.isFetchingNextPage}
              onNext={() => void query.fetchNextPage()}
            />
          </>
        )
      }}
    </Loaded>
  )
}

function Row({ call, isSelected, onSelect }: { call: CallLine; isSelected: boolean; onSelect: () => void }) {
  const words = useWords(calls)
  const stateName = useNames(callStates)
  const outcomeName = useNames(callOutcomes)
  const goesOn = call.ended_at === null
  return (
    <button type="button" className="inbox-line" aria-current={isSelected} onClick={onSelect}>
      <span className="inbox-line-head">
        <strong className="figures">{call.caller_number ?? words.withheld}</strong>
        <span className="inbox-line-title">{call.caller_name}</span>
        <span className={goesOn ? 'mark mark-near' : 'mark'}>
          {goesOn ? stateName(call.state) : outcomeName(call.outcome) || stateName(call.state)}
        </span>
      </span>
      <span className="inbox-line-foot">
        <span>{call.queue}</span>
        <span>{call.agent_name}</span>
        {call.has_recording && <Mic size={13} aria-label={words.recorded} />}
        <span className="inbox-line-whose">
          <Moment at={call.started_at} />
        </span>
      </span>
    </button>
  )
}
