import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { accountsAdmin } from '@/words/security'

interface WhyDialogueProps {
  title: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (reason: string) => void
}

/** Asks why something is done; the reason stays in the history. */
export function WhyDialogue({ title, command, onClose, onSend }: WhyDialogueProps) {
  const words = useWords(accountsAdmin)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form form={form} layout="vertical" onFinish={({ reason }) => onSend(reason.trim())}>
        <Form.Item name="reason" label={words.reason} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
