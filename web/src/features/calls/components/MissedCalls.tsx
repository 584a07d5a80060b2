import { useMyCalls } from '@/api/useMyCalls'
import { Moment } from '@/clock/Moment'
import { Line, Lines } from '@/ui/Line'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { CallList } from './CallList'

interface MissedCallsProps {
  selected?: string
  onSelect: (call: string) => void
}

/** What rang at my telephone in vain, and who gave up in my departments' queues: they are called back. */
export function MissedCalls({ selected, onSelect }: MissedCallsProps) {
  const words = useWords(calls)
  const query = useMyCalls()
  return (
    <>
      <h2 className="section-title call-list-title">{words.missedByMe}</h2>
      <Loaded query={query}>
        {({ missed }) =>
          missed.length === 0 ? (
            <p className="quiet call-list-title">{words.missedNone}</p>
          ) : (
            <Lines label={words.missedByMe} selected={selected}>
              {missed.map(({ call, rang_at }) => (
                <Line
                  key={call.id}
                  isSelected={call.id === selected}
                  onSelect={() => onSelect(call.id)}
                  head={
                    <>
                      <strong className="figures">{call.caller_number ?? words.withheld}</strong>
                      <span className="line-title">{call.caller_name}</span>
                      <span className="mark">{words.missed}</span>
                    </>
                  }
                  foot={
                    <>
                      <span>{call.agent_name}</span>
                      <span className="line-end">
                        <Moment at={rang_at} />
                      </span>
                    </>
                  }
                />
              ))}
            </Lines>
          )
        }
      </Loaded>
      <h2 className="section-title call-list-title">{words.toCallBack}</h2>
      <CallList
        wish={{ scope: 'queue', state: 'abandoned' }}
        empty={words.toCallBackNone}
        selected={selected}
        onSelect={onSelect}
      />
    </>
  )
}
