import { findingSentence } from '@/ui/findingText'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { fillColumns, filling } from '@/words/filling'
import type { useFill } from '../api/useCampaigns'

const MOST_SHOWN = 50

/** What would be added, what not, and every wrong line with its column. */
export function FillReport({ report }: { report: NonNullable<ReturnType<typeof useFill>['data']> }) {
  const words = useWords(filling)
  const columnName = useNames(fillColumns)
  const { language } = useLanguage()
  const { problems, problem_count: wrong } = report
  const figures = [
    [words.toAdd, report.added],
    [words.shut, report.left_out],
    [words.doubled, report.doubled],
    [words.withoutNumber, report.without_number],
  ] as const
  return (
    <div role="status" aria-label={words.report} className="campaigns-report">
      <dl>
        {figures.map(([name, lines]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{lines}</dd>
          </div>
        ))}
      </dl>
      {wrong > 0 && (
        <>
          <p className="required">{words.wrong(wrong)}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.line}</th>
                <th scope="col">{words.column}</th>
                <th scope="col">{words.problem}</th>
              </tr>
            </thead>
            <tbody>
              {problems.slice(0, MOST_SHOWN).map((one, place) => (
                <tr key={place}>
                  <td className="figures">{one.line}</td>
                  <td>{columnName(one.field ?? null)}</td>
                  <td>{findingSentence(one, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {wrong === 0 && report.added + report.left_out === 0 && <p className="quiet">{words.nobody}</p>}
    </div>
  )
}
