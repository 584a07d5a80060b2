import { Form, Input, Modal, Select } from 'antd'
import type { ChangeOutage, OutageView } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { outageCauses, outages } from '@/words/outages'

/** What is changed of an outage; its revision is known elsewhere. */
export type OutageChanges = Omit<ChangeOutage, 'revision'>

interface EditOutageDialogueProps {
  outage: OutageView
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (changes: OutageChanges) => void
}

const NAMES = ['title', 'cause', 'transformer_area', 'starts_at', 'description'] as const

/** Corrects what is known of an outage, with why; what was not touched is not sent. */
export function EditOutageDialogue({ outage, command, onClose, onSend }: EditOutageDialogueProps) {
  const words = useWords(outages)
  const causes = useWords(outageCauses)
  const [form] = Form.useForm<OutageChanges>()
  const rules = [{ required: true, message: words.needed }]
  const send = (values: OutageChanges) => {
    const changed = NAMES.filter((name) => (values[name] ?? '') !== (outage[name] ?? ''))
    onSend({ ...Object.fromEntries(changed.map((name) => [name, values[name]])), reason: values.reason })
  }
  return (
    <Modal open title={words.edit} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form<OutageChanges> form={form} layout="vertical" initialValues={outage} onFinish={send}>
        <Form.Item name="title" label={words.what} rules={rules}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="cause" label={words.cause} rules={rules}>
          <Select
            options={(Object.keys(causes) as (keyof typeof causes)[]).map((value) => ({ value, label: causes[value] }))}
          />
        </Form.Item>
        <Form.Item
          name="transformer_area"
          label={words.area}
          rules={outage.transformer_area !== null ? rules : []}
          extra={words.placeHint}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="starts_at" label={words.starts} rules={rules}>
          <MomentPicker side={outage.kind === 'planned' ? 'future' : 'past'} />
        </Form.Item>
        <Form.Item name="description" label={words.description}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <Form.Item name="reason" label={words.why}>
          <Input maxLength={1000} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
