import type { InboxLine } from '@/api/types'
import { Due } from '@/clock/Due'
import { Moment } from '@/clock/Moment'
import { TimeBar } from '@/clock/TimeBar'
import { Line } from '@/ui/Line'
import { Marks } from '@/ui/Marks'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'

function callerOf({ caller_number, caller_name }: InboxLine): string {
  return [caller_number, caller_name].filter(Boolean).join(' ')
}

interface InboxRowProps {
  line: InboxLine
  isSelected: boolean
  onSelect: () => void
}

/** One line of the inbox: what is to be done, about what, whose turn it is, and how long there is left. */
export function InboxRow({ line, isSelected, onSelect }: InboxRowProps) {
  const words = useWords(inbox)
  return (
    <Line
      isSelected={isSelected}
      isLate={line.overdue}
      onSelect={onSelect}
      head={
        <>
          <strong>{line.name}</strong>
          <span className="line-title">{line.order_title ?? callerOf(line)}</span>
          <Due target={line.target_due_at} promise={line.promise_due_at} isOwn={line.limit === null} />
        </>
      }
      foot={
        <>
          {line.order_number !== null && <OrderNumber number={line.order_number} />}
          <span>{line.order_tier_name ?? line.department_name}</span>
          <Marks
            priority={line.priority}
            round={line.order_round}
            urges={line.urges}
            attention={line.attention}
            held={line.order_status === 'held'}
            stuck={line.status === 'stuck'}
          />
          <span className="line-end">
            {line.follow_up_at !== null && (
              <span className="mark mark-calm">
                {words.followUp} <Moment at={line.follow_up_at} />
              </span>
            )}
            {line.has_draft && <span className="mark">{words.draft}</span>}
            {line.role === 'watcher' && <span className="mark">{words.watched}</span>}
            {line.mine ? (
              <span className="mark mark-calm">{words.mineMark}</span>
            ) : (
              <span>{line.holder_name ?? words.unclaimed}</span>
            )}
            <Moment at={line.opened_at} />
          </span>
          <TimeBar since={line.opened_at} due={line.promise_due_at ?? line.target_due_at} />
        </>
      }
    />
  )
}
