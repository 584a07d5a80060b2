import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useChoices } from '../api/useOrganisation'

interface ChoiceSelectProps {
  id?: string
  which: 'tiers' | 'departments' | 'people'
  /** Only people of this department. */
  departmentId?: string
  /** What is chosen already, with its name: it need not be among the first that fit. */
  known?: { value: string; label: string }[]
  multiple?: boolean
  label?: string
  placeholder?: string
  value?: string | string[]
  onChange?: (value: never) => void
}

/** Chooses tiers, departments or people by name, while one types. */
export function ChoiceSelect({ id, which, departmentId, known = [], multiple = false, label, placeholder, value, onChange }: ChoiceSelectProps) {
  const words = useWords(organisation)
  const [text, setText] = useState('')
  const { options, isReading } = useChoices(which, text, departmentId)
  const others = known.filter((one) => options.every((other) => other.value !== one.value))
  return (
    <Select
      id={id}
      aria-label={label}
      mode={multiple ? 'multiple' : undefined}
      allowClear
      showSearch={{ onSearch: setText, filterOption: false }}
      loading={isReading}
      placeholder={placeholder ?? words.find}
      value={value}
      options={[...options, ...others]}
      onChange={(chosen: unknown) => onChange?.(chosen as never)}
    />
  )
}
