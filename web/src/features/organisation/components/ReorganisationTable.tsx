import type { components } from '@/api/schema'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
import { useWords } from '@/words'
import { reorganising } from '@/words/organisation'
import { useReorganisations } from '../api/useReorganise'

type Line = components['schemas']['ReorganisationLine']

/** Reorganisations that run or have run: how much was readdressed, and what could not be. */
export function ReorganisationTable() {
  const words = useWords(reorganising)
  const query = useReorganisations()
  return (
    <>
      <h2>{words.progress}</h2>
      <ListTable<Line>
        query={query}
        label={words.progress}
        empty={words.none}
        columns={[
          { title: words.what, dataIndex: 'label' },
          {
            title: words.state,
            render: (_, one) => (
              <span className={one.state === 'running' ? 'mark' : undefined}>
                {one.state === 'running' ? words.running : words.finished}
              </span>
            ),
          },
          { title: words.moved, dataIndex: 'moved', className: 'figures' },
          { title: words.failed, dataIndex: 'failed', className: 'figures' },
          { title: words.reason, dataIndex: 'reason' },
          { title: words.by, dataIndex: 'created_by_name' },
          { title: words.since, render: (_, one) => <Moment at={one.created_at} exact /> },
          {
            title: words.ended,
            render: (_, one) => one.finished_at !== null && <Moment at={one.finished_at} exact />,
          },
        ]}
      />
    </>
  )
}
