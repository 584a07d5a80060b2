import { Select } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import { useReceivers, type Purpose } from '../api/useReceivers'

type Receiver = components['schemas']['Receiver']

/** Somebody chosen: a department, or with `person` one of its people. */
export interface Chosen {
  department: string
  person: string | null
}

interface ReceiverSelectProps {
  id?: string
  taskId: string
  purpose: Purpose
  /** Only people, no departments. */
  onlyPeople?: boolean
  multiple?: boolean
  value?: Chosen[]
  onChange?: (value: Chosen[]) => void
}

const keyOf = ({ department, person }: Chosen) => `${department} ${person ?? ''}`

function chosenOf(key: string): Chosen {
  const [department = '', person = ''] = key.split(' ')
  return { department, person: person === '' ? null : person }
}

/** Chooses people and departments by name; those nearest come first. */
export function ReceiverSelect({ id, taskId, purpose, onlyPeople = false, multiple = false, value = [], onChange }: ReceiverSelectProps) {
  const words = useWords(asking)
  const [text, setText] = useState('')
  const query = useReceivers(taskId, purpose, text)
  const items = (query.data?.items ?? []).filter((one) => !onlyPeople || one.person !== null)
  const label = (one: Receiver) =>
    one.person_name === null
      ? `${one.department_name} ${words.anyMember}`
      : `${one.person_name} · ${one.department_name}`
  const keys = value.map(keyOf)
  return (
    <Select
      id={id}
      mode={multiple ? 'multiple' : undefined}
      showSearch={{ onSearch: setText, filterOption: false }}
      loading={query.isFetching}
      placeholder={words.search}
      notFoundContent={query.isFetching ? null : words.nobody}
      value={multiple ? keys : (keys[0] ?? null)}
      options={items.map((one) => ({ value: keyOf(one), label: label(one) }))}
      popupRender={(list) => (
        <>
          {list}
          {query.data?.more === true && <div className="quiet receivers-more">{words.moreThere}</div>}
        </>
      )}
      onChange={(picked: string | string[]) => onChange?.([picked].flat().map(chosenOf))}
    />
  )
}
