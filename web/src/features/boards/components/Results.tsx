import type { BoardOrder, RowResult } from '@/api/types'
import { useLanguage, useWords } from '@/words'
import { boards } from '@/words/boards'

/** What became of each of several orders. */
export function Results({ orders, results }: { orders: BoardOrder[]; results: RowResult[] }) {
  const words = useWords(boards)
  const { language } = useLanguage()
  const nameOf = (key: string) => orders.find(({ order }) => order === key)?.title ?? key
  return (
    <ul className="board-results">
      {results.map(({ order, outcome, message, message_zh }) => (
        <li key={order}>
          <span className={outcome === 'refused' ? 'mark mark-late' : 'mark mark-calm'}>
            {outcome === 'refused' ? words.refused : words.done}
          </span>{' '}
          {nameOf(order)} {(language === 'zh' ? message_zh : message) ?? ''}
        </li>
      ))}
    </ul>
  )
}
