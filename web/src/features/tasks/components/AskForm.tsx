import { Form, Input, InputNumber, Radio } from 'antd'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { FORM, type OperationForm } from './operationForm'
import { ReceiverSelect, type Chosen } from './ReceiverSelect'

interface AskFormProps extends OperationForm {
  operation: 'delegate' | 'co-sign' | 'review'
  commands: TaskOperations
}

interface Filled {
  asked: Chosen[]
  question?: string
  timing: 'before' | 'after'
  rule: 'all' | 'at-least' | 'no-veto'
  needed?: number
}

/** One of both is asked: a person, or a whole department. */
const askedOf = ({ department, person }: Chosen) => (person === null ? { department, person } : { department: null, person })

/** Asks who acts for one 委派, who signs too 加签, or who judges 会签. */
export function AskForm({ taskId, operation, revision, onDone, commands }: AskFormProps) {
  const words = useWords(asking)
  const [form] = Form.useForm<Filled>()
  const rule = Form.useWatch('rule', form)
  const finish = (filled: Filled) => {
    const told = { onSuccess: onDone }
    const question = filled.question?.trim() ?? ''
    const [first] = filled.asked
    if (operation === 'delegate') {
      if (first?.person != null) commands.delegate.mutate({ person: first.person, question, revision }, told)
    } else if (operation === 'co-sign') {
      commands.coSign.mutate({ asked: filled.asked.map(askedOf), timing: filled.timing, question, revision }, told)
    } else {
      const needed = filled.rule === 'at-least' ? (filled.needed ?? null) : null
      commands.review.mutate({ asked: filled.asked.map(askedOf), rule: filled.rule, needed, question, revision }, told)
    }
  }
  const needed = [{ required: true, message: words.needed }]
  return (
    <Form id={FORM} form={form} layout="vertical" onFinish={finish} initialValues={{ timing: 'before', rule: 'all' }}>
      <Form.Item name="asked" label={operation === 'delegate' ? words.person : words.whom} rules={needed}>
        <ReceiverSelect taskId={taskId} purpose="ask" multiple={operation !== 'delegate'} onlyPeople={operation === 'delegate'} />
      </Form.Item>
      {operation === 'co-sign' && (
        <Form.Item name="timing" label={words.timing}>
          <Radio.Group options={(['before', 'after'] as const).map((value) => ({ value, label: words[value] }))} />
        </Form.Item>
      )}
      {operation === 'review' && (
        <Form.Item name="rule" label={words.rule}>
          <Radio.Group
            options={(['all', 'at-least', 'no-veto'] as const).map((value) => ({ value, label: words[value] }))}
          />
        </Form.Item>
      )}
      {operation === 'review' && rule === 'at-least' && (
        <Form.Item name="needed" label={words.agreeing} rules={needed}>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
      )}
      <Form.Item
        name="question"
        label={words.question}
        rules={operation === 'review' ? [{ required: true, whitespace: true, message: words.needed }] : []}
      >
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </Form>
  )
}
