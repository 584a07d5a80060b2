import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '@/words'
import { bulk } from '@/words/bulk'
import './pickList.css'

interface PickListProps<T> {
  label: string
  lines: readonly T[]
  keyOf: (line: T) => string
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
  /** What a line is called, and what became of it. */
  children: (line: T) => { name: ReactNode; result?: ReactNode }
}

/** Lines of which several are picked, or all at once. */
export function PickList<T>({ label, lines, keyOf, picked, onPick, children }: PickListProps<T>) {
  const words = useWords(bulk)
  const count = lines.filter((line) => picked.has(keyOf(line))).length
  const toggle = (key: string, isPicked: boolean) => {
    const next = new Set(picked)
    if (isPicked) next.add(key)
    else next.delete(key)
    onPick(next)
  }
  if (lines.length === 0) return <p className="empty">{words.none}</p>
  return (
    <ul className="pick-list" aria-label={label}>
      <li>
        <Checkbox
          checked={count === lines.length}
          indeterminate={count > 0 && count < lines.length}
          onChange={({ target }) => onPick(new Set(target.checked ? lines.map(keyOf) : []))}
        >
          {words.all} · {words.chosen(String(count))}
        </Checkbox>
      </li>
      {lines.map((line) => {
        const key = keyOf(line)
        const { name, result } = children(line)
        return (
          <li key={key}>
            <Checkbox checked={picked.has(key)} onChange={({ target }) => toggle(key, target.checked)}>
              {name}
            </Checkbox>
            {result}
          </li>
        )
      })}
    </ul>
  )
}
