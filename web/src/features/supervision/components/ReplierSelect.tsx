import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'
import { useRepliers } from '../api/useRepliers'

interface ReplierSelectProps {
  id?: string
  /** A task of the order; undefined: none is chosen yet. */
  taskId: string | undefined
  /** Who has the order now, by id: they are offered first. */
  holding: ReadonlyMap<string, string>
  /** What it means that nobody is chosen; left out: somebody must be. */
  placeholder?: string
  value?: string
  onChange?: (department: string | undefined) => void
}

/** Chooses who replies: whoever has the order, or another department below, by its name. */
export function ReplierSelect({ id, taskId, holding, placeholder, value, onChange }: ReplierSelectProps) {
  const words = useWords(supervision)
  const [text, setText] = useState('')
  const found = useRepliers(taskId, text)
  const near = [...holding].filter(([, name]) => name.includes(text))
  const [known, setKnown] = useState<[string, string]>()
  const offered = new Map([...near, ...found, ...(known === undefined ? [] : [known])])
  return (
    <Select
      id={id}
      allowClear={placeholder !== undefined}
      showSearch={{ onSearch: setText, filterOption: false }}
      placeholder={placeholder}
      notFoundContent={words.noDepartment}
      value={value}
      options={[...offered].map(([key, label]) => ({ value: key, label }))}
      onChange={(chosen: string | undefined) => {
        setKnown(chosen === undefined ? undefined : [chosen, offered.get(chosen) ?? ''])
        onChange?.(chosen)
      }}
    />
  )
}
