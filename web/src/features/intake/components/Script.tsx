import { useMemo } from 'react'
import type { Values } from '@/forms/SchemaForm'
import { useLanguage, useWords } from '@/words'
import { intake } from '@/words/intake'
import { scriptOf, type Line } from '../script'

/** What the package has the agent say, beside its form; what is filled in steps back. */
export function Script({ form, values }: { form: Record<string, unknown>; values: Values }) {
  const words = useWords(intake)
  const { language } = useLanguage()
  const lines = useMemo(() => scriptOf(form, values, language), [form, values, language])
  if (lines.length === 0) return null
  return (
    <aside className="panel intake-script" aria-labelledby="intake-script">
      <h2 id="intake-script">{words.script}</h2>
      <ol>
        {lines.map((line) => (
          <li key={`${line.field} ${line.title} ${line.text}`} className={className(line)}>
            {line.title !== '' && <span className="quiet">{line.title}</span>}
            <p>{line.text}</p>
          </li>
        ))}
      </ol>
    </aside>
  )
}

function className({ isDone, isOfChoice }: Line): string | undefined {
  if (isDone) return 'intake-said'
  return isOfChoice ? 'intake-say-now' : undefined
}
