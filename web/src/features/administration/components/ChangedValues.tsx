import type { AdministrationChange } from '@/api/types'
import { useWords } from '@/words'
import { changes } from '@/words/administration'

/** What differs, before and after; a value that says nothing is told as none. */
export function ChangedValues({ values }: { values: AdministrationChange['values'] }) {
  const words = useWords(changes)
  const shown = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return words.nothing
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  return (
    <ul className="changed-values">
      {values.map((value) => (
        <li key={value.name}>
          <code>{value.name}</code>{' '}
          {value.erased ? (
            <em>{words.erased}</em>
          ) : (
            <>
              <del>{shown(value.before)}</del> → <ins>{shown(value.after)}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
