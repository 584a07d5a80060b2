import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { orderActions } from '@/words/orders'

interface ReasonDialogueProps {
  title: string
  label: string
  /** What it leads to; left out: that is plain. */
  note?: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (reason: string) => void
}

/** Asks for a reason. */
export function ReasonDialogue({ title, label, note, command, onClose, onSend }: ReasonDialogueProps) {
  const words = useWords(orderActions)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      {note !== undefined && <p>{note}</p>}
      <Form form={form} layout="vertical" onFinish={({ reason }) => onSend(reason.trim())}>
        <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          <Input.TextArea rows={3} maxLength={500} autoFocus />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
