import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import type { Shift } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { rosters } from '@/words/organisation'
import { useRosterCommands } from '../api/useRosters'
import { useCandidates } from '../api/useSubstitutions'
import { FormDialogue } from './FormDialogue'
import './rosters.css'

type Body = components['schemas']['WriteHandOverBody']

/** Writes what a shift leaves to the next; sending it is the signature. */
export function HandOverDialogue({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const words = useWords(rosters)
  const { done } = useTell()
  const { handOver } = useRosterCommands()
  const [text, setText] = useState('')
  const people = useCandidates(undefined, text)
  const needed = [{ required: true, message: words.needed }]
  const send = ({ points = [], ...body }: Body) =>
    handOver.mutate(
      {
        ...body,
        id: shift.id,
        points: points.map(({ text: said, order }) => (order ? { text: said, order: order.replace(/[\s-]/g, '') } : { text: said })),
      },
      { onSuccess: () => (done(words.written), onClose()) },
    )
  return (
    <FormDialogue<Body> title={words.handOverOf(shift.name)} command={handOver} onClose={onClose} onSend={send}>
      <Form.Item name="to_person_id" label={words.to} rules={needed}>
        <Select
          showSearch={{ onSearch: setText, filterOption: false }}
          loading={people.isFetching}
          options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.List name="points">
        {(points, { add, remove }) => (
          <fieldset className="hand-over-points">
            <legend>{words.points}</legend>
            {points.map(({ key, name }) => (
              <div key={key} className="filters">
                <Form.Item name={[name, 'text']} rules={needed}>
                  <Input maxLength={500} aria-label={words.point} placeholder={words.point} autoFocus />
                </Form.Item>
                <Form.Item name={[name, 'order']}>
                  <Input maxLength={20} aria-label={words.orderNumber} placeholder={words.orderNumber} />
                </Form.Item>
                <Button onClick={() => remove(name)}>{words.removePoint}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{words.addPoint}</Button>
          </fieldset>
        )}
      </Form.List>
      <Form.Item name="remarks" label={words.remarks}>
        <Input.TextArea maxLength={4000} rows={3} />
      </Form.Item>
    </FormDialogue>
  )
}
