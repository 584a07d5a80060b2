import { Button, Dropdown, Select } from 'antd'
import { Download } from 'lucide-react'
import type { CallResult, Campaign, CampaignEntry, EntriesWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { NumberLink } from '@/ui/NumberLink'
import { SearchField } from '@/ui/SearchField'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { callResults, campaigns, entrySorts, entryStatuses } from '@/words/campaigns'
import { pacing } from '@/words/pacing'
import { useEntries, useExportEntries } from '../api/useCampaigns'
import { EntryActs } from './EntryActs'

type Status = CampaignEntry['status']
const STATUSES = Object.keys(entryStatuses) as Status[]
const RESULTS = Object.keys(callResults) as CallResult[]
const SORTS = ['position', '-changed', 'name'] as const
const TONES: Partial<Record<Status, string>> = {
  held: 'mark mark-calm',
  calling: 'mark mark-calm',
  exhausted: 'mark mark-near',
  unknown: 'mark mark-late',
}

interface EntriesProps {
  campaign: Campaign
  wish: EntriesWish
  onWish: (wish: EntriesWish) => void
}

/** The lines of a campaign's list: found, sorted, decided about one by one, and taken out as a file. */
export function Entries({ campaign, wish, onWish }: EntriesProps) {
  const words = useWords(campaigns)
  const ways = useWords(pacing)
  const sorts = useWords(entrySorts)
  const statuses = useWords(entryStatuses)
  const results = useWords(callResults)
  const resultName = useNames(callResults)
  const query = useEntries(campaign.id, wish)
  const isOver = campaign.status === 'ended'
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.findLine}
          value={wish.text ?? ''}
          onSearch={(text) => onWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          allowClear
          className="order-filter"
          aria-label={words.status}
          placeholder={words.anyStatus}
          value={wish.status ?? null}
          options={STATUSES.map((value) => ({ value, label: statuses[value] }))}
          onChange={(status: Status | null) => onWish({ ...wish, status: status ?? undefined })}
        />
        <Select
          allowClear
          className="order-filter"
          aria-label={words.result}
          placeholder={words.anyResult}
          value={wish.result ?? null}
          options={RESULTS.map((value) => ({ value, label: results[value] }))}
          onChange={(result: CallResult | null) => onWish({ ...wish, result: result ?? undefined })}
        />
        <Select
          className="order-filter"
          aria-label={words.sort}
          value={wish.sort ?? 'position'}
          options={SORTS.map((value) => ({ value, label: sorts[value] }))}
          onChange={(sort) => onWish({ ...wish, sort })}
        />
        <Export campaign={campaign.id} status={wish.status} />
      </div>
      <ListTable<CampaignEntry>
        query={query}
        label={words.list}
        empty={campaign.entries === 0 ? words.noLines : words.nothingFits}
        atLeast={1100}
        columns={[
          { title: words.place, dataIndex: 'position', width: 56, className: 'figures' },
          { title: words.number, dataIndex: 'number', width: 122, className: 'figures' },
          { title: words.person, dataIndex: 'name', width: 96 },
          {
            title: words.order,
            width: 140,
            render: (_, { order_number: number }) => number !== null && <NumberLink number={number} />,
          },
          {
            title: words.about,
            ellipsis: true,
            render: (_, { details, restricted }) =>
              restricted ? <span className="quiet">{ways.restricted}</span> : aboutText(details),
          },
          {
            title: words.status,
            dataIndex: 'status',
            width: 84,
            render: (key: Status) => <span className={TONES[key] ?? 'mark'}>{statuses[key]}</span>,
          },
          { title: words.tried, width: 62, align: 'right', className: 'figures', render: (_, { tried }) => tried.length },
          {
            title: words.nextAt,
            dataIndex: 'next_at',
            width: 104,
            render: (at: string | null) => at !== null && <Moment at={at} />,
          },
          { title: words.result, dataIndex: 'result', width: 118, render: (key: string | null) => resultName(key) },
          { title: words.note, dataIndex: 'note', ellipsis: true },
          { title: words.holder, dataIndex: 'held_by_name', width: 92, ellipsis: true },
          ...(isOver
            ? []
            : [
                {
                  title: <span className="quiet">{words.acts}</span>,
                  width: 88,
                  render: (_: unknown, entry: CampaignEntry) => <EntryActs entry={entry} />,
                },
              ]),
        ]}
      />
    </>
  )
}

/** What else the list says of somebody: amount, due, note. */
function aboutText(details: CampaignEntry['details']): string {
  return ['amount', 'due', 'note']
    .map((name) => details[name] as string | undefined)
    .filter((value) => value !== undefined)
    .join(' · ')
}

function Export({ campaign, status }: { campaign: string; status: Status | undefined }) {
  const words = useWords(campaigns)
  const { done, failed } = useTell()
  const exporting = useExportEntries(campaign)
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      menu={{
        items: [
          { key: 'csv', label: words.csv },
          { key: 'xlsx', label: words.xlsx },
        ],
        onClick: ({ key }) =>
          exporting.mutate(
            { format: key as 'csv' | 'xlsx', ...(status === undefined ? {} : { status }) },
            { onSuccess: () => done(words.exported), onError: failed },
          ),
      }}
    >
      <Button icon={<Download size={14} aria-hidden />} loading={exporting.isPending}>
        {status === undefined ? words.export : words.exportOf}
      </Button>
    </Dropdown>
  )
}
