import { Form, Input, Modal, Select } from 'antd'
import type { HoldReason } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { businessNow } from '@/clock/businessClock'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { orderActions } from '@/words/orders'

interface Hold {
  reason: HoldReason
  until: string
  /** What the approver should know. */
  note?: string
}

interface HoldDialogueProps {
  title: string
  command: { isPending: boolean; error: unknown }
  /** It goes to an approver, who can be told something. */
  asks?: boolean
  onClose: () => void
  onSend: (hold: Hold) => void
}

/** Asks why an order is held 挂起, and until when. */
export function HoldDialogue({ title, command, asks = false, onClose, onSend }: HoldDialogueProps) {
  const words = useWords(orderActions)
  const reasons = useVocabulary('hold_reasons')
  const [form] = Form.useForm<Hold>()
  const inFuture = {
    validator: (_: unknown, value: string | null | undefined) =>
      !value || Date.parse(value) > businessNow() ? Promise.resolve() : Promise.reject(new Error(words.future)),
  }
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form form={form} layout="vertical" onFinish={onSend}>
        <Form.Item name="reason" label={words.reason} rules={[{ required: true, message: words.needed }]}>
          <Select options={reasons.words.map(({ key }) => ({ value: key, label: reasons.name(key) }))} />
        </Form.Item>
        <Form.Item name="until" label={words.until} rules={[{ required: true, message: words.needed }, inFuture]}>
          <MomentPicker side="future" />
        </Form.Item>
        {asks && (
          <Form.Item name="note" label={words.note}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
        )}
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
