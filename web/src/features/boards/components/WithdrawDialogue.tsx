import { Form, Input, Modal } from 'antd'
import type { Wording } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { wording as glossary } from '@/words/wording'
import { useWordingCommands } from '../api/useDesk'

/** Asks why a wording is withdrawn. */
export function WithdrawDialogue({ wording, onClose }: { wording: Wording; onClose: () => void }) {
  const words = useWords(glossary)
  const { done } = useTell()
  const { withdraw } = useWordingCommands()
  const [form] = Form.useForm<{ reason: string }>()
  const told = {
    onSuccess: () => {
      done(words.kept)
      onClose()
    },
  }
  return (
    <Modal
      open
      title={`${words.withdraw} ${wording.title}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={withdraw.isPending}
    >
      <Form form={form} layout="vertical" onFinish={({ reason }) => withdraw.mutate({ id: wording.id, reason }, told)}>
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: words.needed }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={1000} />
        </Form.Item>
      </Form>
      {withdraw.error !== null && <ProblemNote problem={withdraw.error} />}
    </Modal>
  )
}
