import { Form, Input, InputNumber, Modal, Select } from 'antd'
import type { CalendarLine } from '@/api/types'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'

/** A year to be filled in. `extends` null: it stands on its own. */
export interface Wanted {
  calendar: string
  year: number
  zone: string
  extends: string | null
}

interface AddYearProps {
  lines: CalendarLine[]
  onClose: () => void
  onWanted: (wanted: Wanted) => void
}

interface Given {
  calendar: string
  year: number
  extends?: string
}

/** Asks which year of which calendar is to be added; a calendar that there is keeps its zone and what it extends. */
export function AddYear({ lines, onClose, onWanted }: AddYearProps) {
  const words = useWords(calendars)
  const [form] = Form.useForm<Given>()
  const key = Form.useWatch('calendar', form)
  const line = lines.find((one) => one.key === key)
  const needed = { required: true, message: words.needed }
  const begin = (given: Given) =>
    onWanted({
      calendar: given.calendar,
      year: given.year,
      zone: line?.zone ?? 'Asia/Shanghai',
      extends: line !== undefined ? line.extends : (given.extends ?? null),
    })
  return (
    <Modal open title={words.add} onCancel={onClose} onOk={() => form.submit()}>
      <Form<Given> form={form} layout="vertical" initialValues={{ calendar: lines[0]?.key }} onFinish={begin}>
        <Form.Item name="calendar" label={words.calendar} extra={words.keyHint} rules={[needed, { pattern: /^[a-z][a-z0-9-]{0,39}$/, message: words.keyHint }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="year"
          label={words.year}
          rules={[
            needed,
            {
              validator: (_, year: number) =>
                line?.years.some((one) => one.year === year) === true ? Promise.reject(new Error(words.there)) : Promise.resolve(),
            },
          ]}
        >
          <InputNumber min={1949} max={2200} precision={0} />
        </Form.Item>
        {line === undefined && (
          <Form.Item name="extends" label={words.extends}>
            <Select allowClear options={lines.map((one) => ({ value: one.key, label: one.key }))} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
