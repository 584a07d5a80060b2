import { Form, Input, Select } from 'antd'
import { useVocabulary } from '@/api/vocabulary'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { FilePicker } from './FilePicker'
import { FORM, type OperationForm } from './operationForm'

interface Filled {
  reason: string
  evidence: string
  attachments?: string[]
}

/** Asks why a unit gives a task back 退单, and what shows it. */
export function RejectForm({ orderId, revision, onDone, send }: OperationForm & { send: TaskOperations['reject'] }) {
  const words = useWords(asking)
  const reasons = useVocabulary('reject_reasons')
  const finish = ({ reason, evidence, attachments = [] }: Filled) =>
    send.mutate({ reason, evidence: evidence.trim(), attachments, revision }, { onSuccess: onDone })
  return (
    <Form id={FORM} layout="vertical" onFinish={finish}>
      <Form.Item name="reason" label={words.reason} rules={[{ required: true, message: words.needed }]}>
        <Select options={reasons.words.map(({ key }) => ({ value: key, label: reasons.name(key) }))} />
      </Form.Item>
      <Form.Item
        name="evidence"
        label={words.evidence}
        extra={words.evidenceHint}
        rules={[{ required: true, whitespace: true, message: words.needed }]}
      >
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      {orderId !== null && (
        <Form.Item name="attachments" label={words.files} extra={words.filesHint}>
          <FilePicker orderId={orderId} />
        </Form.Item>
      )}
    </Form>
  )
}
