import type { AdministrationChange, ChangesWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ListTable } from '@/ui/ListTable'
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
    <ListTable<AdministrationChange>
      query={query}
      label={words.title}
      empty={words.none}
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
  )
}
