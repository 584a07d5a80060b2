import { Table } from 'antd'
import type { AdministrationChange, ChangesWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { NextPage } from '@/ui/NextPage'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { changeKinds, changes } from '@/words/administration'
import { useChanges } from '../api/useChanges'
import { ChangedValues } from './ChangedValues'

interface ChangeTableProps {
  wish: ChangesWish
  /** What people call a subject. */
  subjectName: (subject: string) => string
}

/** Who changed what when and why. */
export function ChangeTable({ wish, subjectName }: ChangeTableProps) {
  const words = useWords(changes)
  const kindName = useNames(changeKinds)
  const query = useChanges(wish)
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          <section className="panel panel-table">
            <Table<AdministrationChange>
              size="small"
              rowKey="id"
              pagination={false}
              locale={{ emptyText: words.none }}
              dataSource={pages.flatMap((page) => page.items)}
              columns={[
                {
                  key: 'at',
                  title: words.at,
                  dataIndex: 'changed_at',
                  render: (at: string) => <Moment at={at} exact />,
                },
                {
                  key: 'by',
                  title: words.by,
                  render: (_, change) => change.changed_by_name ?? words.system,
                },
                { key: 'subject', title: words.subject, dataIndex: 'subject', render: subjectName },
                {
                  key: 'thing',
                  title: words.thing,
                  render: (_, change) => (
                    <>
                      {change.label ?? change.key} <span className="quiet">{kindName(change.kind)}</span>
                    </>
                  ),
                },
                {
                  key: 'values',
                  title: words.values,
                  render: (_, change) => <ChangedValues values={change.values} />,
                },
                { key: 'reason', title: words.reason, dataIndex: 'reason' },
              ]}
            />
          </section>
          <NextPage
            count={pages[0]!.count}
            capped={pages[0]!.count_is_capped}
            hasNext={query.hasNextPage}
            isReading={query.isFetchingNextPage}
            onNext={() => void query.fetchNextPage()}
          />
        </>
      )}
    </Loaded>
  )
}
