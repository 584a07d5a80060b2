import { Button, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { useMay, useSession } from '@/api/session'
import { MomentPicker } from '@/clock/MomentPicker'
import { businessNow } from '@/clock/businessClock'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useOnDuty } from '../api/useRosters'
import { ChoiceSelect } from './ChoiceSelect'
import { HandOverLog } from './HandOverLog'
import { ShiftDialogue } from './ShiftDialogue'
import { ShiftTable } from './ShiftTable'
import './rosters.css'

/** Who is on duty now, the shifts that are planned, and the hand-over log. */
export function RosterPanel() {
  const words = useWords(rosters)
  const may = useMay()
  const session = useSession()
  const [list, setList] = useState<'shifts' | 'log'>('shifts')
  const [department, setDepartment] = useState<string>()
  const [since, setSince] = useState(() => new Date(businessNow()).toISOString())
  const [isNew, setNew] = useState(false)
  const onDuty = useOnDuty(department)
  const lists = useRef<HTMLDivElement>(null)
  useKeys({
    n: () => may('arrange-duty') && setNew(true),
    l: () => lists.current?.querySelector<HTMLElement>('input:checked')?.focus(),
  })
  const own = session.memberships.map((one) => ({ value: one.department, label: one.department_name }))
  return (
    <>
      <section className="panel padded" aria-label={words.onDuty}>
        <h2>{words.onDuty}</h2>
        <Loaded query={onDuty}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">{words.nobodyOnDuty}</p>
            ) : (
              <ul className="plain roster-on-duty">
                {items.map((shift) => (
                  <li key={shift.id}>
                    <strong>{shift.department_name}</strong> {shift.name}：{shift.people.map((one) => one.name).join('、')}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <div className="filters">
        <Segmented
          ref={lists}
          aria-label={words.lists}
          value={list}
          options={[
            { value: 'shifts' as const, label: words.shifts },
            { value: 'log' as const, label: words.log },
          ]}
          onChange={setList}
        />
        {may('see-administration') && (
          <ChoiceSelect
            which="departments"
            known={own}
            label={words.department}
            placeholder={words.allDepartments}
            value={department}
            onChange={(chosen: string | undefined) => setDepartment(chosen)}
          />
        )}
        {list === 'shifts' && (
          <label>
            {words.since}{' '}
            <MomentPicker side="past" value={since} onChange={(at) => setSince(at ?? new Date(businessNow()).toISOString())} />
          </label>
        )}
        {may('arrange-duty') && (
          <Button type="primary" onClick={() => setNew(true)}>
            {words.plan} <kbd aria-hidden>n</kbd>
          </Button>
        )}
      </div>
      {list === 'shifts' ? <ShiftTable wish={{ department_id: department, since }} /> : <HandOverLog departmentId={department} />}
      {isNew && <ShiftDialogue onClose={() => setNew(false)} />}
    </>
  )
}
