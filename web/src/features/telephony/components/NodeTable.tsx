import { Table } from 'antd'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { gapReasons, nodeStates, telephony } from '@/words/telephony'
import { useGaps, useNodes } from '../api/useTelephony'

/** The exchanges: who listens to each, and how it stands. */
export function NodeTable() {
  const words = useWords(telephony)
  const stateName = useNames(nodeStates)
  const query = useNodes()
  const at = (moment: string | null) => (moment === null ? <span className="quiet">—</span> : <Moment at={moment} exact />)
  return (
    <section className="panel panel-table" aria-label={words.nodes}>
      <Loaded query={query}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <span className="quiet">{words.noNodes}</span> }}
            columns={[
              { title: words.name, dataIndex: 'name' },
              {
                title: words.state,
                render: (_, node) => (
                  <span className={node.is_live ? 'mark mark-calm' : 'mark mark-late'}>
                    {node.is_live ? words.live : stateName(node.state)}
                  </span>
                ),
              },
              { title: words.switchname, dataIndex: 'switchname' },
              { title: words.version, dataIndex: 'version' },
              { title: words.owner, dataIndex: 'owner' },
              { title: words.connected, render: (_, node) => at(node.connected_at) },
              { title: words.heard, render: (_, node) => at(node.heard_at) },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}

/** Times in which nobody listened, and what became of the calls in them. */
export function GapTable() {
  const words = useWords(telephony)
  const reasonName = useNames(gapReasons)
  const query = useGaps()
  return (
    <ListTable
      query={query}
      label={words.gaps}
      empty={words.noGaps}
      columns={[
        { title: words.node, dataIndex: 'node' },
        { title: words.from, render: (_, gap) => <Moment at={gap.from_at} exact /> },
        { title: words.until, render: (_, gap) => <Moment at={gap.until_at} exact /> },
        { title: words.why, render: (_, gap) => reasonName(gap.reason) },
        { title: words.lost, dataIndex: 'lost' },
        { title: words.imported, dataIndex: 'imported' },
        { title: words.opened, dataIndex: 'opened' },
        { title: words.shed, dataIndex: 'events_shed' },
      ]}
    />
  )
}
