import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { HandOver, Shift } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { NumberLink } from '@/ui/NumberLink'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { desk } from '@/words/desk'
import { useReceive } from '../api/useDesk'

/** Who is on duty now, and what the shift before has left. */
export function DutyList({ shifts, handOvers }: { shifts: Shift[]; handOvers: HandOver[] }) {
  const words = useWords(desk)
  const { done, failed } = useTell()
  const receive = useReceive()
  const navigate = useNavigate()
  const sign = (id: string) => receive.mutate(id, { onSuccess: () => done(words.received), onError: failed })
  const mine = handOvers.find((one) => one.may_receive)
  useKeys({
    s: () => mine !== undefined && sign(mine.id),
    r: () => void navigate({ to: '/administration/rosters' }),
  })
  return (
    <>
      <h2>
        {words.onDuty} <Link to="/administration/rosters">
          {words.rosters}
        </Link>{' '}
        <kbd aria-hidden>r</kbd>
      </h2>
      {shifts.length === 0 && <p className="quiet">{words.nobody}</p>}
      <ul className="board-side" aria-label={words.onDuty}>
        {shifts.map((shift) => (
          <li key={shift.id}>
            <span className="board-card-head">
              <strong>{shift.people.map(({ name }) => name).join('、')}</strong>
            </span>
            <span className="board-card-foot quiet">
              <span>{shift.department_name}</span>
              <span>
                {shift.name} {words.until} <Moment at={shift.until_at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <h2>{words.handOvers}</h2>
      {handOvers.length === 0 && <p className="quiet">{words.noHandOvers}</p>}
      <ul className="board-side" aria-label={words.handOvers}>
        {handOvers.map((one) => (
          <li key={one.id}>
            <span className="board-card-head">
              <strong>{words.fromTo(one.from_person_name ?? '', one.to_person_name ?? '')}</strong>
              <Moment at={one.signed_at} />
            </span>
            <ul className="desk-points">
              {one.points.map((point, place) => (
                <li key={place}>
                  {point.order !== null && <NumberLink number={point.order} />} {point.text}
                </li>
              ))}
            </ul>
            {one.remarks !== null && <p className="quiet">{one.remarks}</p>}
            {one.may_receive && (
              <Button size="small" type="primary" loading={receive.isPending} onClick={() => sign(one.id)}>
                {words.receive} {one === mine && <kbd aria-hidden>s</kbd>}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
