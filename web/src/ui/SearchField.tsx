import { Input } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'

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
  if (value !== seen) {
    setSeen(value)
    if (value !== asked) {
      setAsked(value)
      setText(value)
    }
  }
  const ask = () => {
    setAsked(text.trim())
    onSearch(text.trim())
  }
  // Asked as the page is by then: something else of it may have been chosen meanwhile.
  const rested = useEffectEvent(ask)
  const isNew = text.trim() !== asked
  useEffect(() => {
    if (!isNew) return undefined
    const timer = setTimeout(() => rested(), REST_MS)
    return () => clearTimeout(timer)
  }, [text, isNew])
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
      onChange={(event) => setText(event.target.value)}
      onPressEnter={ask}
    />
  )
}
