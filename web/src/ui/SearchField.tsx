import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

/** How long somebody must pause before what they typed is searched for. */
const REST_MS = 250
const MOST_CHARACTERS = 100

interface SearchFieldProps {
  label: string
  /** What is searched for; empty: nothing. A change from outside is shown. */
  value: string
  onSearch: (text: string) => void
  size?: 'small' | 'middle'
  className?: string
}

/** A field that searches while somebody types. */
export function SearchField({ label, value, onSearch, size, className }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const [asked, setAsked] = useState(value)
  const [seen, setSeen] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (value !== seen) {
    setSeen(value)
    if (value !== asked) {
      setAsked(value)
      setText(value)
    }
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (typed: string) => {
    setAsked(typed.trim())
    onSearch(typed.trim())
  }
  const type = (typed: string) => {
    setText(typed)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask(typed), REST_MS)
  }
  return (
    <Input
      type="search"
      allowClear
      size={size}
      className={className}
      placeholder={label}
      aria-label={label}
      maxLength={MOST_CHARACTERS}
      value={text}
      onChange={(event) => type(event.target.value)}
      onPressEnter={() => {
        clearTimeout(timer.current)
        ask(text)
      }}
    />
  )
}
