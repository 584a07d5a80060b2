import { Form, Input, Modal } from 'antd'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { outages } from '@/words/outages'

interface AskDialogueProps {
  title: string
  label: string
  hint?: string
  /** A time in the future, why, or the number of an order. */
  asks: 'moment' | 'reason' | 'number'
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (answer: string) => void
}

/** Asks for one thing before something is done. */
export function AskDialogue({ title, label, hint, asks, command, onClose, onSend }: AskDialogueProps) {
  const words = useWords(outages)
  const [form] = Form.useForm<{ answer: string }>()
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      {hint !== undefined && <p>{hint}</p>}
      <Form form={form} layout="vertical" onFinish={({ answer }) => onSend(answer)}>
        <Form.Item name="answer" label={label} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          {asks === 'moment' ? (
            <MomentPicker side="future" />
          ) : asks === 'reason' ? (
            <Input.TextArea rows={2} maxLength={500} autoFocus />
          ) : (
            <Input inputMode="numeric" maxLength={20} autoFocus />
          )}
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
