import { useMemo, useState } from 'react'
import type { Difference } from '@/api/types'
import { useLanguage, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { DiagramView } from './DiagramView'
import './diagram.css'

interface ComparisonProps {
  differences: readonly Difference[]
  before: { xml: string; label: string }
  after: { xml: string; label: string }
}

const MARKS = { added: 'mark mark-calm', removed: 'mark mark-late', changed: 'mark mark-near' }

/** Two versions of a diagram beside one another, what differs painted, and told in words. */
export function Comparison({ differences, before, after }: ComparisonProps) {
  const words = useWords(diagrams)
  const { language } = useLanguage()
  const [chosen, setChosen] = useState<Difference>()
  const painted = useMemo(() => {
    const marks = { old: new Map<string, string>(), new: new Map<string, string>() }
    for (const { what, element, old_element } of differences) {
      if (element !== null) marks.new.set(element, `huan-${what}`)
      if (old_element !== null) marks.old.set(old_element, `huan-${what}`)
    }
    return marks
  }, [differences])
  return (
    <>
      <div className="comparison">
        <section className="panel comparison-diagram">
          <h3>{before.label}</h3>
          <DiagramView
            xml={before.xml}
            label={before.label}
            painted={painted.old}
            focus={chosen?.old_element ?? undefined}
          />
        </section>
        <section className="panel comparison-diagram">
          <h3>{after.label}</h3>
          <DiagramView
            xml={after.xml}
            label={after.label}
            painted={painted.new}
            focus={chosen?.element ?? undefined}
          />
        </section>
      </div>
      <section className="panel" aria-label={words.differences(differences.length)}>
        <h2>{differences.length === 0 ? words.same : words.differences(differences.length)}</h2>
        <ul className="difference-list">
          {differences.map((one, place) => (
            <li key={place}>
              <button type="button" aria-pressed={one === chosen} onClick={() => setChosen(one)}>
                <span className={MARKS[one.what]}>{words[one.what]}</span>
                <span>{language === 'zh' ? one.sentence_zh : one.sentence}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
