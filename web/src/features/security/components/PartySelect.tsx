import { Select } from 'antd'
import { useState } from 'react'
import { useParties, type PartyKind } from '../api/useRestriction'

interface PartySelectProps {
  id?: string
  kind: PartyKind
  value?: string[]
  onChange?: (value: string[]) => void
}

/** Chooses several people, departments or units by name, while one types. */
export function PartySelect({ id, kind, value, onChange }: PartySelectProps) {
  const [text, setText] = useState('')
  const query = useParties(kind, text)
  return (
    <Select
      id={id}
      mode="multiple"
      showSearch={{ onSearch: setText, filterOption: false }}
      loading={query.isFetching}
      value={value}
      options={(query.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
      onChange={onChange}
    />
  )
}
