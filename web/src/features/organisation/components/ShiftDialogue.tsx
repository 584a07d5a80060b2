import { Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { MomentPicker } from '@/clock/MomentPicker'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useRosterCommands } from '../api/useRosters'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['PlanShiftBody']

/** Plans a shift, for one day or for several in a row. */
export function ShiftDialogue({ onClose }: { onClose: () => void }) {
  const words = useWords(rosters)
  const { done } = useTell()
  const { plan } = useRosterCommands()
  const [department, setDepartment] = useState<string>()
  const needed = [{ required: true, message: words.needed }]
  return (
    <FormDialogue<Body>
      title={words.plan}
      initial={{ days: 1 }}
      command={plan}
      onClose={onClose}
      onSend={(body) => plan.mutate(body, { onSuccess: () => (done(words.planned), onClose()) })}
    >
      <Form.Item
        name="department_id"
        label={words.department}
        rules={needed}
        getValueFromEvent={(chosen: string | undefined) => (setDepartment(chosen), chosen)}
      >
        <ChoiceSelect which="departments" />
      </Form.Item>
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={40} placeholder={words.nameHint} />
      </Form.Item>
      <Form.Item name="from_at" label={words.from} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="until_at" label={words.until} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="people" label={words.people} extra={words.peopleHint} rules={needed}>
        <ChoiceSelect which="people" multiple departmentId={department} />
      </Form.Item>
      <Form.Item name="days" label={words.days}>
        <InputNumber min={1} max={31} precision={0} />
      </Form.Item>
      <Form.Item name="note" label={words.note}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
