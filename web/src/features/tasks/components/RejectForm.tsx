import { Form, Input, Select } from 'antd'
import { useVocabulary } from '@/api/vocabulary'
import { useWords } from '@/words'
import { asking } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { FORM, type OperationForm } from './operationForm'

interface Filled {
  reason: string
  evidence: string
}

/** Asks why a unit gives a task back 退单, and what shows it. */
export function RejectForm({ revision, onDone, send }: OperationForm & { send: TaskOperations['reject'] }) {
  const words = useWords(asking)
  const reasons = useVocabulary('reject_reasons')
  const finish = ({ reason, evidence }: Filled) =>
    send.mutate({ reason, evidence: evidence.trim(), revision }, { onSuccess: onDone })
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
    </Form>
  )
}
