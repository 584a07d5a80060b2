import type { InboxLine } from '@/api/types'
import { Due } from '@/clock/Due'
import { Moment } from '@/clock/Moment'
import { Marks } from '@/ui/Marks'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'

interface LineProps {
  line: InboxLine
  isSelected: boolean
  onSelect: () => void
}

function callerOf({ caller_number, caller_name }: InboxLine): string {
  return [caller_number, caller_name].filter(Boolean).join(' ')
}

/** One line: what is to be done, about what, whose turn it is, and how long there is left. */
export function Line({ line, isSelected, onSelect }: LineProps) {
  const words = useWords(inbox)
  return (
    <button
      type="button"
      className={line.overdue ? 'inbox-line inbox-line-late' : 'inbox-line'}
      aria-current={isSelected}
      onClick={onSelect}
    >
      <span className="inbox-line-head">
        <strong>{line.name}</strong>
        <span className="inbox-line-title">{line.order_title ?? callerOf(line)}</span>
        <Due target={line.target_due_at} promise={line.promise_due_at} />
      </span>
      <span className="inbox-line-foot">
        {line.order_number !== null && <OrderNumber number={line.order_number} />}
        <span className="inbox-line-where">{line.order_tier_name ?? line.department_name}</span>
        <Marks
          priority={line.priority}
          round={line.order_round}
          urges={line.urges}
          attention={line.attention}
          held={line.order_status === 'held'}
          stuck={line.status === 'stuck'}
        />
        <span className="inbox-line-whose">
          {line.has_draft && <span className="mark">{words.draft}</span>}
          {line.role === 'watcher' && <span className="mark">{words.watched}</span>}
          {line.mine ? (
            <span className="mark mark-calm">{words.mineMark}</span>
          ) : (
            <span className="quiet">{line.holder_name ?? words.unclaimed}</span>
          )}
          <span className="quiet">
            <Moment at={line.opened_at} />
          </span>
        </span>
      </span>
    </button>
  )
}
