import { Input } from 'antd'
import { createContext, useContext, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useCommitted } from '../components/useCommitted'
import { completed, offers, typedName, type Named } from './completion'
import './feel.css'

/** What expressions can name here. */
export const NamesContext = createContext<readonly Named[]>([])

interface FeelFieldProps {
  id?: string
  label: string
  value: string
  onChange: (text: string) => void
  /** What the check says of this expression. */
  problem?: string
  placeholder?: string
}

/** A FEEL expression: names are completed while one types, and what is wrong is said below. */
export function FeelField({ id, label, value, onChange, problem, placeholder }: FeelFieldProps) {
  const own = useId()
  const names = useContext(NamesContext)
  const { text, type, settle } = useCommitted(value, onChange)
  const area = useRef<HTMLTextAreaElement>(null)
  const [offered, setOffered] = useState<Named[]>([])
  const [at, setAt] = useState(0)
  const list = `${own}list`
  const look = (typed: string, caret: number) => {
    setOffered(offers(names, typedName(typed.slice(0, caret))))
    setAt(0)
  }
  const choose = (chosen: Named) => {
    const made = completed(text, area.current?.selectionStart ?? text.length, chosen)
    type(made.text)
    setOffered([])
    requestAnimationFrame(() => area.current?.setSelectionRange(made.caret, made.caret))
  }
  const press = (event: KeyboardEvent) => {
    if (offered.length === 0) return
    const moves: Record<string, () => void> = {
      ArrowDown: () => setAt((at + 1) % offered.length),
      ArrowUp: () => setAt((at + offered.length - 1) % offered.length),
      Enter: () => choose(offered[at]!),
      Tab: () => choose(offered[at]!),
      Escape: () => setOffered([]),
    }
    const move = moves[event.key]
    if (move === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move()
  }
  const isOpen = offered.length > 0
  return (
    <div className="feel">
      <Input.TextArea
        ref={(made) => {
          area.current = made?.resizableTextArea?.textArea ?? null
        }}
        id={id ?? own}
        className="feel-text"
        autoSize={{ minRows: 1, maxRows: 8 }}
        spellCheck={false}
        value={text}
        placeholder={placeholder}
        status={problem === undefined ? undefined : 'error'}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? list : undefined}
        aria-activedescendant={isOpen ? `${list}-${at}` : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${own}problem`}
        onChange={(event) => {
          type(event.target.value)
          look(event.target.value, event.target.selectionStart)
        }}
        onKeyDown={press}
        onBlur={() => {
          setOffered([])
          settle()
        }}
      />
      {isOpen && (
        <ul className="feel-offers" role="listbox" id={list} aria-label={label}>
          {offered.map((one, place) => (
            <li
              key={one.name}
              id={`${list}-${place}`}
              role="option"
              aria-selected={place === at}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(one)
              }}
            >
              <code>{one.isFunction ? `${one.name}()` : one.name}</code>
              <span className="quiet">{one.about}</span>
            </li>
          ))}
        </ul>
      )}
      {problem !== undefined && (
        <p className="feel-problem" id={`${own}problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}
