import { Button, Popconfirm } from 'antd'
import type { Substitution, SubstitutionsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { substitutions } from '@/words/organisation'
import { useSubstitutionCommands, useSubstitutions } from '../api/useSubstitutions'
import { ListTable } from '@/ui/ListTable'

/** Who stands in for whom, from when until when. */
export function SubstitutionTable({ wish }: { wish: SubstitutionsWish }) {
  const words = useWords(substitutions)
  const { done, failed } = useTell()
  const query = useSubstitutions(wish)
  const { end } = useSubstitutionCommands()
  const stop = (id: string) => end.mutate(id, { onSuccess: () => done(words.ended), onError: failed })
  return (
    <ListTable<Substitution>
      query={query}
      label={words.title}
      empty={words.none}
      columns={[
        { title: words.person, dataIndex: 'person_name' },
        { title: words.substitute, dataIndex: 'substitute_name' },
        { title: words.department, render: (_, one) => one.department_name ?? words.allWork },
        { title: words.from, render: (_, one) => <Moment at={one.from_at} exact /> },
        { title: words.until, render: (_, one) => <Moment at={one.ended_at ?? one.until_at} exact /> },
        {
          title: words.state,
          render: (_, one) => (
            <span className={one.standing === 'now' ? 'mark mark-calm' : 'mark'}>{words[one.standing]}</span>
          ),
        },
        { title: words.reason, dataIndex: 'reason' },
        { title: words.madeBy, dataIndex: 'made_by_name' },
        {
          title: words.end,
          render: (_, one) =>
            one.may_end && (
              <Popconfirm title={words.endOf(one.person_name)} onConfirm={() => stop(one.id)}>
                <Button size="small">{words.end}</Button>
              </Popconfirm>
            ),
        },
      ]}
    />
  )
}
