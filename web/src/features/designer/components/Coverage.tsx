import { useMemo } from 'react'
import type { Tested } from '@/api/types'
import { DiagramView } from '@/diagram/DiagramView'
import { useWords } from '@/words'
import { trying } from '@/words/trying'

/** What the stories visited, painted on the diagram; what they never did in a list. */
export function Coverage({ coverage, xml }: { coverage: Tested['coverage']; xml: string }) {
  const words = useWords(trying)
  const marks = useMemo(() => {
    const times = new Map(Object.entries(coverage.times).filter(([, count]) => count > 0))
    return { here: [], waiting: [], passed: times, taken: times }
  }, [coverage])
  const painted = useMemo(() => new Map(coverage.missed.map(({ id }) => [id, 'huan-missed'])), [coverage])
  return (
    <div className="trace">
      <section className="panel trace-diagram">
        <DiagramView xml={xml} label={words.coverage} marks={marks} painted={painted} />
      </section>
      <section className="panel" aria-label={words.missed}>
        <h2>{coverage.missed.length === 0 ? words.everythingVisited : words.missed}</h2>
        <ul className="trace-missed">
          {coverage.missed.map((one) => (
            <li key={one.id}>
              {one.name || one.id} <span className="quiet">{one.id}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
