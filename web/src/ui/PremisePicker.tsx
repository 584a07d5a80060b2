import { Select } from 'antd'
import { useState } from 'react'
import type { Premise } from '@/api/types'
import { usePremises } from '@/api/usePremises'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import { intake } from '@/words/intake'

interface PremisePickerProps {
  id?: string
  /** Premises that are offered before anything is typed: the caller's, perhaps. */
  offered: readonly Premise[]
  value: Premise | null
  onChange: (premise: Premise | null) => void
}

/** Finds a premise by its number, its customer's name or telephone, or its address. */
export function PremisePicker({ id, offered, value, onChange }: PremisePickerProps) {
  const words = useWords(intake)
  const [search, setSearch] = useState('')
  const query = usePremises(search)
  const found = search === '' ? offered : (query.data?.items ?? [])
  const known = value !== null && !found.some((one) => one.id === value.id) ? [value, ...found] : found
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
      placeholder={words.findPremise}
      notFoundContent={search === '' ? null : words.noPremise}
      loading={query.isFetching}
      value={value?.id ?? null}
      onChange={(chosen: string | null) => onChange(known.find((one) => one.id === chosen) ?? null)}
      options={known.map((one) => ({ value: one.id, label: <Row premise={one} /> }))}
    />
  )
}

function Row({ premise }: { premise: Premise }) {
  const words = useWords(calls)
  return (
    <span>
      {premise.customer_name} · {premise.address} <span className="quiet figures">{premise.number}</span>{' '}
      {premise.cut_off_for_debt && <span className="mark mark-late">{words.cutOff}</span>}
    </span>
  )
}
