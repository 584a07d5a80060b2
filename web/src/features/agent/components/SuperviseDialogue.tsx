import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { agents } from '@/words/agent'
import { useSupervise, type Supervising } from '../api/useAgents'

interface SuperviseDialogueProps {
  name: string
  call: string
  verb: Supervising
  onClose: () => void
  onControl: (control: string) => void
}

/** Asks why somebody listens in; then one's own telephone rings. */
export function SuperviseDialogue({ name, call, verb, onClose, onControl }: SuperviseDialogueProps) {
  const words = useWords(agents)
  const supervise = useSupervise()
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open
      title={words.superviseTitle(words[verb], name)}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={supervise.isPending}
    >
      <p className="quiet">{words.superviseHint}</p>
      <Form<{ reason: string }>
        form={form}
        layout="vertical"
        onFinish={({ reason }) =>
          supervise.mutate({ call, verb, reason }, { onSuccess: ({ id }) => (onControl(id), onClose()) })
        }
      >
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: words.needed }]}
        >
          <Input autoFocus maxLength={300} />
        </Form.Item>
      </Form>
      {supervise.isError && <ProblemNote problem={supervise.error} />}
    </Modal>
  )
}
