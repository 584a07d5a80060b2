import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { recordings } from '@/words/recordings'

interface HoldDialogueProps {
  title: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (reason: string) => void
}

/** Asks why a recording is held, or released; the reason stays in the record. */
export function HoldDialogue({ title, command, onClose, onSend }: HoldDialogueProps) {
  const words = useWords(recordings)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form form={form} layout="vertical" onFinish={({ reason }) => onSend(reason.trim())}>
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: words.reasonNeeded }]}
        >
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
