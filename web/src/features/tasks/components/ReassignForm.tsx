import { Form, Input } from 'antd'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { FORM, type OperationForm } from './operationForm'
import { ReceiverSelect, type Chosen } from './ReceiverSelect'

interface Filled {
  to: Chosen[]
  reason: string
}

/** Asks to whom a task goes 转办, and why. */
export function ReassignForm({ taskId, revision, onDone, send }: OperationForm & { send: TaskOperations['reassign'] }) {
  const words = useWords(asking)
  const finish = ({ to: [chosen], reason }: Filled) => {
    if (chosen === undefined) return
    send.mutate({ ...chosen, reason: reason.trim(), revision }, { onSuccess: onDone })
  }
  return (
    <Form id={FORM} layout="vertical" onFinish={finish}>
      <Form.Item name="to" label={words.to} rules={[{ required: true, message: words.needed }]}>
        <ReceiverSelect taskId={taskId} purpose="reassign" />
      </Form.Item>
      <Form.Item name="reason" label={words.reason} rules={[{ required: true, whitespace: true, message: words.needed }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </Form>
  )
}
