import type { TableColumnsType } from 'antd'
import type { OutageLine, OutagesWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { outageCauses, outageKinds, outages, outageStatuses } from '@/words/outages'
import { useOutages } from '../api/useOutages'

interface OutageTableProps {
  wish: OutagesWish
  onChoose: (outage: string) => void
}

/** The outages that fit a wish. */
export function OutageTable({ wish, onChoose }: OutageTableProps) {
  const words = useWords(outages)
  const query = useOutages(wish)
  const columns = useColumns(onChoose)
  return (
    <ListTable<OutageLine>
      query={query}
      label={words.title}
      empty={words.none}
      columns={columns}
      atLeast={800}
    />
  )
}

function useColumns(onChoose: (outage: string) => void): TableColumnsType<OutageLine> {
  const words = useWords(outages)
  const kindName = useNames(outageKinds)
  const statusName = useNames(outageStatuses)
  const causeName = useNames(outageCauses)
  const moment = (at: string | null) => (at === null ? null : <Moment at={at} />)
  return [
    {
      title: words.what,
      dataIndex: 'title',
      render: (title: string, { id }) => (
        <button type="button" className="link-button" onClick={() => onChoose(id)}>
          {title}
        </button>
      ),
    },
    { title: words.kind, dataIndex: 'kind', width: 90, render: (key: string) => kindName(key) },
    { title: words.status, dataIndex: 'status', width: 80, render: (key: string) => statusName(key) },
    { title: words.county, dataIndex: 'tier_name', width: 110 },
    { title: words.area, dataIndex: 'transformer_area', width: 120 },
    { title: words.cause, dataIndex: 'cause', width: 100, render: (key: string) => causeName(key) },
    { title: words.starts, dataIndex: 'starts_at', width: 110, render: moment },
    { title: words.expected, dataIndex: 'expected_at', width: 110, render: moment },
    { title: words.orders, dataIndex: 'orders', width: 70 },
  ]
}
