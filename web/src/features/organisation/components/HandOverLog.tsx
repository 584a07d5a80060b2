import { Button } from 'antd'
import type { HandOver } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { NumberLink } from '@/ui/NumberLink'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useHandOvers, useRosterCommands } from '../api/useRosters'
import { ListTable } from '@/ui/ListTable'

/** What one shift left to the next, with both signatures. */
export function HandOverLog({ departmentId }: { departmentId: string | undefined }) {
  const words = useWords(rosters)
  const { done, failed } = useTell()
  const query = useHandOvers(departmentId)
  const { receive } = useRosterCommands()
  const sign = (id: string) => receive.mutate(id, { onSuccess: () => done(words.received), onError: failed })
  return (
    <ListTable<HandOver>
      query={query}
      label={words.log}
      empty={words.noLog}
      columns={[
        { title: words.department, dataIndex: 'department_name' },
        { title: words.name, dataIndex: 'shift_name' },
        {
          title: words.points,
          render: (_, one) => (
            <>
              <ul className="plain">
                {one.points.map((point, place) => (
                  <li key={place}>
                    {point.order !== null && <NumberLink number={point.order} />} {point.text}
                  </li>
                ))}
              </ul>
              {one.remarks !== null && <p className="quiet">{one.remarks}</p>}
            </>
          ),
        },
        {
          title: words.handOver,
          render: (_, one) => (
            <>
              {words.signedBy(one.from_person_name ?? '')} <Moment at={one.signed_at} exact />
            </>
          ),
        },
        {
          title: words.receive,
          render: (_, one) => (
            <>
              {words.takenBy(one.to_person_name ?? '')}{' '}
              {one.received_at !== null ? <Moment at={one.received_at} exact /> : <span className="mark">{words.waiting}</span>}{' '}
              {one.may_receive && (
                <Button size="small" type="primary" loading={receive.isPending} onClick={() => sign(one.id)}>
                  {words.receive}
                </Button>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
