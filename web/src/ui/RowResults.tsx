import type { RowResult } from '@/api/types'
import { useLanguage, useWords } from '@/words'
import { common } from '@/words/common'
import './rowResults.css'

interface RowResultsProps {
  results: readonly RowResult[]
  /** What a row is called; undefined: not known. */
  nameOf: (order: string) => string | undefined
}

/** What became of each of several orders, and why not. */
export function RowResults({ results, nameOf }: RowResultsProps) {
  const words = useWords(common)
  const { language } = useLanguage()
  return (
    <ul className="row-results" role="status">
      {results.map(({ order, outcome, message, message_zh }) => (
        <li key={order}>
          <span className={outcome === 'refused' ? 'mark mark-late' : 'mark mark-calm'}>
            {outcome === 'refused' ? words.rowRefused : words.rowDone}
          </span>{' '}
          {nameOf(order) ?? order} {(language === 'zh' ? message_zh : message) ?? ''}
        </li>
      ))}
    </ul>
  )
}
