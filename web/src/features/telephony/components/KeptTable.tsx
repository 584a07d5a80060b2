import { Button, Select } from 'antd'
import { useState } from 'react'
import { useKeys } from '@/keyboard/useKeys'
import { ListTable } from '@/ui/ListTable'
import { SearchField } from '@/ui/SearchField'
import { useLanguage, useWords } from '@/words'
import { telephony } from '@/words/telephony'
import { useKept, type Kept, type KeptWish, type Which } from '../api/useTelephony'
import { KeepDialogue, type ChoiceFields } from './KeepDialogue'

interface KeptTableProps {
  which: Which
  wish: KeptWish
  onWish: (wish: KeptWish) => void
  fields: ChoiceFields
}

/** Devices, queues, skills or reasons for breaks: listed, entered, changed, taken out of use. */
export function KeptTable({ which, wish, onWish, fields }: KeptTableProps) {
  const words = useWords(telephony)
  const { language } = useLanguage()
  const query = useKept(which, wish)
  const [open, setOpen] = useState<Kept | 'new'>()
  useKeys({ n: () => setOpen('new') })
  const columns = {
    devices: [
      { title: words.name, dataIndex: 'name' },
      { title: words.node, dataIndex: 'node' },
      { title: words.contact, dataIndex: 'contact' },
      { title: words.kind, render: (_: unknown, one: Kept) => one.kind !== undefined && words[one.kind as 'phone'] },
      { title: words.department, dataIndex: 'department_name' },
      { title: words.person, dataIndex: 'person_name' },
    ],
    queues: [
      { title: words.name, dataIndex: 'name' },
      { title: words.called, render: (_: unknown, one: Kept) => one[language] },
      { title: words.node, dataIndex: 'node' },
      { title: words.department, dataIndex: 'department_name' },
      { title: words.service, dataIndex: 'service_seconds' },
      { title: words.afterCall, dataIndex: 'after_call_seconds' },
    ],
    skills: [
      { title: words.key, dataIndex: 'key' },
      { title: words.called, render: (_: unknown, one: Kept) => one[language] },
    ],
    'break-reasons': [
      { title: words.key, dataIndex: 'key' },
      { title: words.called, render: (_: unknown, one: Kept) => one[language] },
      { title: words.limit, dataIndex: 'limit_minutes' },
    ],
  }[which]
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => onWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          aria-label={words.state}
          className="order-filter"
          value={wish.state ?? 'active'}
          options={[
            { value: 'active', label: words.active },
            { value: 'ended', label: words.ended },
            { value: 'all', label: words.all },
          ]}
          onChange={(state: 'active' | 'ended' | 'all') => onWish({ ...wish, state: state === 'active' ? undefined : state })}
        />
        <Button type="primary" onClick={() => setOpen('new')}>
          {words.add} <kbd aria-hidden>n</kbd>
        </Button>
      </div>
      <ListTable<Kept>
        query={query}
        label={words[which]}
        empty={words.none}
        columns={[
          ...columns,
          {
            title: <span className="unseen">{words.change}</span>,
            width: 130,
            render: (_, one) => (
              <>
                {!one.active && <span className="mark">{words.ended}</span>}{' '}
                <Button size="small" onClick={() => setOpen(one)}>
                  {words.change}
                </Button>
              </>
            ),
          },
        ]}
      />
      {open !== undefined && (
        <KeepDialogue
          which={which}
          changed={open === 'new' ? undefined : open}
          fields={fields}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}
