import { Form, Input } from 'antd'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { FORM, type OperationForm } from './operationForm'

interface ReasonFormProps extends OperationForm {
  operation: 'hand-up' | 'take-over' | 'escalate' | 'urge'
  commands: TaskOperations
}

/** Asks why; an urge may do without. */
export function ReasonForm({ operation, commands, revision, onDone }: ReasonFormProps) {
  const words = useWords(asking)
  const isUrge = operation === 'urge'
  const send = ({ reason = '' }: { reason?: string }) => {
    const told = { onSuccess: onDone }
    if (operation === 'urge') commands.urge.mutate({ note: reason.trim() }, told)
    else if (operation === 'escalate') commands.escalate.mutate({ reason: reason.trim() }, told)
    else if (operation === 'hand-up') commands.handUp.mutate({ reason: reason.trim(), revision }, told)
    else commands.takeOver.mutate({ reason: reason.trim(), revision }, told)
  }
  return (
    <Form id={FORM} layout="vertical" onFinish={send}>
      <Form.Item
        name="reason"
        label={isUrge ? words.note : words.reason}
        rules={[{ required: !isUrge, whitespace: true, message: words.needed }]}
      >
        <Input.TextArea rows={3} maxLength={1000} autoFocus />
      </Form.Item>
    </Form>
  )
}
