import { Form, Modal } from 'antd'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { notes, relations } from '@/words/orderNotes'

interface EstimateDialogueProps {
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (expectedAt: string) => void
}

/** Asks when the supply is expected back. */
export function EstimateDialogue({ command, onClose, onSend }: EstimateDialogueProps) {
  const words = useWords(relations)
  const { needed } = useWords(notes)
  const [form] = Form.useForm<{ at: string }>()
  return (
    <Modal open title={words.tellEstimate} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <p>{words.expectedHint}</p>
      <Form form={form} layout="vertical" onFinish={({ at }) => onSend(at)}>
        <Form.Item name="at" label={words.expected} rules={[{ required: true, message: needed }]}>
          <MomentPicker side="future" />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
