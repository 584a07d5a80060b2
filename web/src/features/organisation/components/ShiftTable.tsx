import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import type { Shift } from '@/api/types'
import { useSession } from '@/api/session'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useRosterCommands, useShifts, type ShiftsWish } from '../api/useRosters'
import { HandOverDialogue } from './HandOverDialogue'
import { ChangeShiftDialogue } from './ChangeShiftDialogue'
import { ListTable } from '@/ui/ListTable'

/** Shifts with who is on duty; whoever is, hands over here. */
export function ShiftTable({ wish }: { wish: ShiftsWish }) {
  const words = useWords(rosters)
  const session = useSession()
  const { done, failed } = useTell()
  const query = useShifts(wish)
  const { cancel } = useRosterCommands()
  const [left, setLeft] = useState<Shift | null>(null)
  const [changed, setChanged] = useState<Shift | null>(null)
  const drop = ({ id, revision }: Shift) =>
    cancel.mutate({ id, revision }, { onSuccess: () => done(words.cancelled), onError: failed })
  const isMine = (shift: Shift) => shift.people.some((one) => one.id === session.person)
  const own = query.data?.pages.flatMap((page) => page.items).find((shift) => shift.now && isMine(shift))
  useKeys({ h: () => own !== undefined && setLeft(own) })
  return (
    <>
      <ListTable<Shift>
        query={query}
        label={words.shifts}
        empty={words.none}
        columns={[
          { title: words.department, dataIndex: 'department_name' },
          {
            title: words.name,
            render: (_, shift) => (
              <>
                {shift.name} {shift.now && <span className="mark mark-calm">{words.onDuty}</span>}
              </>
            ),
          },
          { title: words.from, render: (_, shift) => <Moment at={shift.from_at} exact /> },
          { title: words.until, render: (_, shift) => <Moment at={shift.until_at} exact /> },
          { title: words.people, render: (_, shift) => shift.people.map((one) => one.name).join('、') },
          { title: words.note, dataIndex: 'note' },
          {
            title: words.actions,
            render: (_, shift) => (
              <div className="page-actions">
                {shift.now && (isMine(shift) || shift.may_plan) && (
                  <Button size="small" type="primary" onClick={() => setLeft(shift)}>
                    {words.handOver} {shift === own && <kbd aria-hidden>h</kbd>}
                  </Button>
                )}
                {shift.may_plan && (
                  <Button size="small" onClick={() => setChanged(shift)}>
                    {words.change}
                  </Button>
                )}
                {shift.may_plan && (
                  <Popconfirm title={words.cancelOf(shift.name)} onConfirm={() => drop(shift)}>
                    <Button size="small">{words.cancel}</Button>
                  </Popconfirm>
                )}
              </div>
            ),
          },
        ]}
      />
      {changed !== null && <ChangeShiftDialogue shift={changed} onClose={() => setChanged(null)} />}
      {left !== null && <HandOverDialogue shift={left} onClose={() => setLeft(null)} />}
    </>
  )
}
