import type { IncidentBulkResult } from '@/api/types'
import { useLanguage, useWords } from '@/words'
import { common } from '@/words/common'
import { incidents } from '@/words/incidents'
import '@/ui/rowResults.css'

interface MendResultsProps {
  results: readonly IncidentBulkResult[]
  named: Readonly<Record<string, string>>
}

/** What became of each of several incidents, and why not. */
export function MendResults({ results, named }: MendResultsProps) {
  const words = useWords(incidents)
  const states = useWords(common)
  const { language } = useLanguage()
  return (
    <ul className="row-results" role="status" aria-label={words.results}>
      {results.map(({ incident, done, detail, detail_zh }) => (
        <li key={incident}>
          <span className={done ? 'mark mark-calm' : 'mark mark-late'}>{done ? states.rowDone : states.rowRefused}</span>{' '}
          {named[incident] ?? incident} {(language === 'zh' ? detail_zh : detail) ?? ''}
        </li>
      ))}
    </ul>
  )
}
