import { Progress, Select } from 'antd'
import type { CampaignLine, CampaignsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { campaignKinds, campaigns, campaignSorts } from '@/words/campaigns'
import { modeMarks } from '@/words/pacing'
import { useCampaigns } from '../api/useCampaigns'
import { finished, linesOf } from '../finished'
import { CampaignMarks } from './CampaignMarks'

const STATES = ['going-on', 'ended', 'all'] as const
const SORTS = ['-created', 'created', 'name', '-name'] as const

interface CampaignTableProps {
  wish: CampaignsWish
  onWish: (wish: CampaignsWish) => void
  onOpen: (campaign: string) => void
}

/** The campaigns that one runs, and how far they are. */
export function CampaignTable({ wish, onWish, onOpen }: CampaignTableProps) {
  const words = useWords(campaigns)
  const sorts = useWords(campaignSorts)
  const kindName = useNames(campaignKinds)
  const modeName = useNames(modeMarks)
  const query = useCampaigns(wish)
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
          className="order-filter"
          aria-label={words.state}
          value={wish.state ?? 'going-on'}
          options={STATES.map((value) => ({ value, label: words[value] }))}
          onChange={(state) => onWish({ ...wish, state })}
        />
        <Select
          className="order-filter"
          aria-label={words.sort}
          value={wish.sort ?? '-created'}
          options={SORTS.map((value) => ({ value, label: sorts[value] }))}
          onChange={(sort) => onWish({ ...wish, sort })}
        />
      </div>
      <ListTable<CampaignLine>
        query={query}
        label={words.title}
        empty={words.none}
        atLeast={900}
        columns={[
          {
            title: words.name,
            dataIndex: 'name',
            render: (name: string, { id }) => (
              <button type="button" className="link-button" onClick={() => onOpen(id)}>
                {name}
              </button>
            ),
          },
          {
            title: words.kind,
            width: 170,
            render: (_, { kind, mode }) => (
              <>
                {kindName(kind)} {mode !== 'preview' && <span className="mark">{modeName(mode)}</span>}
              </>
            ),
          },
          { title: words.state, width: 190, render: (_, one) => <CampaignMarks campaign={one} /> },
          { title: words.department, dataIndex: 'department_name', width: 150 },
          { title: words.lines, dataIndex: 'entries', width: 70, align: 'right', className: 'figures' },
          {
            title: words.toCallNow,
            width: 70,
            align: 'right',
            className: 'figures',
            render: (_, { statuses }) => linesOf(statuses, 'waiting'),
          },
          {
            title: words.progress,
            width: 150,
            render: (_, one) => (
              <Progress size="small" percent={finished(one)} aria-label={`${words.progress} ${one.name}`} />
            ),
          },
          { title: words.created, dataIndex: 'created_at', width: 110, render: (at: string) => <Moment at={at} /> },
        ]}
      />
    </>
  )
}
