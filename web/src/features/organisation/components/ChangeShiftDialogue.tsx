import { Form, Input } from 'antd'
import type { Shift } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useRosterCommands } from '../api/useRosters'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

interface Filled {
  name: string
  from_at: string
  until_at: string
  people: string[]
  note?: string
}

/** Changes a planned shift; whoever comes onto it, or goes, is told. */
export function ChangeShiftDialogue({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const words = useWords(rosters)
  const { done } = useTell()
  const { change } = useRosterCommands()
  const needed = [{ required: true, message: words.needed }]
  const send = ({ from_at, ...filled }: Filled) =>
    change.mutate(
      // A shift that goes on has begun already: its beginning is sent only when it is another.
      { id: shift.id, revision: shift.revision, cancel: false, ...filled, ...(from_at === shift.from_at ? {} : { from_at }) },
      { onSuccess: () => (done(words.changed), onClose()) },
    )
  return (
    <FormDialogue<Filled>
      title={words.changeOf(shift.name)}
      initial={{
        name: shift.name,
        from_at: shift.from_at,
        until_at: shift.until_at,
        people: shift.people.map(({ id }) => id),
        note: shift.note ?? '',
      }}
      command={change}
      onClose={onClose}
      onSend={send}
    >
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="from_at" label={words.from} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="until_at" label={words.until} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="people" label={words.people} extra={words.peopleHint} rules={needed}>
        <ChoiceSelect
          which="people"
          multiple
          departmentId={shift.department_id}
          known={shift.people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="note" label={words.note}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
