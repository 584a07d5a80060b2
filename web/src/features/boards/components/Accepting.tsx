import { Checkbox } from 'antd'
import { useState } from 'react'
import type { BoardOrder } from '@/api/types'
import { spanText } from '@/clock/spans'
import { useNow } from '@/clock/useNow'
import { useLanguage, useWords } from '@/words'
import { boards } from '@/words/boards'
import { useAlarm } from './useAlarm'

const KEPT = 'huan.board.sound'

/** What waits to be accepted, counted down; with a sound for whoever wants one. */
export function Accepting({ orders }: { orders: BoardOrder[] }) {
  const words = useWords(boards)
  const { language } = useLanguage()
  const now = useNow()
  const [sound, setSound] = useState(() => localStorage.getItem(KEPT) === '1')
  const due = orders
    .map((order) => order.target_due_at ?? order.promise_due_at)
    .filter((at) => at !== null)
    .sort()[0]
  const left = due === undefined ? undefined : Math.floor(Date.parse(due) / 1000) - now
  useAlarm(sound, left)
  const choose = (wanted: boolean) => {
    localStorage.setItem(KEPT, wanted ? '1' : '0')
    setSound(wanted)
  }
  return (
    <div className="board-accepting">
      {left !== undefined && (
        <strong className={left < 0 ? 'due due-late' : left < 60 ? 'due due-near' : 'due'} role="timer">
          {left < 0
            ? words.acceptLate(orders.length, spanText(left, language))
            : words.accepting(orders.length, spanText(left, language))}
        </strong>
      )}
      <Checkbox checked={sound} onChange={(event) => choose(event.target.checked)}>
        {words.sound}
      </Checkbox>
    </div>
  )
}
