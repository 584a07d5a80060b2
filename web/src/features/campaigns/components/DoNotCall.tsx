import { Button, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useMay } from '@/api/session'
import type { DoNotCallLine, DoNotCallWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { Page } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { campaignKinds, campaigns } from '@/words/campaigns'
import { doNotCall } from '@/words/doNotCall'
import { useDoNotCall } from '../api/useDoNotCall'
import { DoNotCallDialogue } from './DoNotCallDialogue'

const STATES = ['holding', 'over', 'all'] as const

interface DoNotCallProps {
  wish: DoNotCallWish
  onWish: (wish: DoNotCallWish) => void
  /** Leads to the campaigns. */
  back: ReactNode
}

/** The numbers that nobody calls: listed, entered, taken out, and who did it when and why. */
export function DoNotCall({ wish, onWish, back }: DoNotCallProps) {
  const shared = useWords(campaigns)
  const words = useWords(doNotCall)
  const kindName = useNames(campaignKinds)
  const [open, setOpen] = useState<'new' | DoNotCallLine>()
  const query = useDoNotCall(wish)
  const mayEnter = useMay()('run-campaign')
  useKeys(mayEnter ? { n: () => setOpen('new') } : {})
  return (
    <Page
      title={shared.shut}
      actions={
        <>
          {back}
          {mayEnter && (
            <Button type="primary" onClick={() => setOpen('new')}>
              {words.add} <kbd aria-hidden>n</kbd>
            </Button>
          )}
        </>
      }
    >
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => onWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          className="order-filter"
          aria-label={shared.state}
          value={wish.state ?? 'holding'}
          options={STATES.map((value) => ({ value, label: words[value] }))}
          onChange={(state) => onWish({ ...wish, state })}
        />
      </div>
      <ListTable<DoNotCallLine>
        query={query}
        label={shared.shut}
        empty={words.none}
        atLeast={900}
        columns={[
          { title: shared.number, dataIndex: 'number', width: 150, className: 'figures' },
          {
            title: words.about,
            dataIndex: 'kind',
            width: 130,
            render: (key: string | null) => (key === null ? words.everyKind : kindName(key)),
          },
          { title: shared.reason, dataIndex: 'reason' },
          { title: words.by, dataIndex: 'entered_by_name', width: 110 },
          { title: words.at, dataIndex: 'from_at', width: 120, render: (at: string) => <Moment at={at} /> },
          {
            title: words.until,
            dataIndex: 'until',
            width: 150,
            render: (at: string | null) => (at === null ? <span className="quiet">{words.forEver}</span> : <Moment at={at} />),
          },
          {
            title: words.state,
            width: 260,
            render: (_, row) => <State row={row} onRemove={() => setOpen(row)} />,
          },
        ]}
      />
      {open !== undefined && <DoNotCallDialogue row={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

/** Whether a number holds, and can be taken out; else who took it out, when and why. */
function State({ row, onRemove }: { row: DoNotCallLine; onRemove: () => void }) {
  const words = useWords(doNotCall)
  if (row.removed_at !== null) {
    return (
      <>
        <span className="mark">{words.removed}</span> <Moment at={row.removed_at} /> {row.removed_by_name}{' '}
        <span className="quiet">{row.removal_reason}</span>
      </>
    )
  }
  if (!row.holds) return <span className="mark">{words.over}</span>
  return (
    <Button size="small" onClick={onRemove}>
      {words.remove} <span className="unseen">{row.number}</span>
    </Button>
  )
}
