import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import type { PartiesBody } from '../api/useRestriction'
import { PartySelect } from './PartySelect'

interface Filled {
  reason: string
  named_people?: string[]
  named_departments?: string[]
  about_people?: string[]
  about_departments?: string[]
  about_units?: string[]
}

interface RestrictDialogueProps {
  title: string
  note?: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (body: PartiesBody) => void
}

/** Says to whom an order opens, whom it concerns, and why. */
export function RestrictDialogue({ title, note, command, onClose, onSend }: RestrictDialogueProps) {
  const words = useWords(restricted)
  const [form] = Form.useForm<Filled>()
  const send = (filled: Filled) =>
    onSend({
      reason: filled.reason.trim(),
      named: [...(filled.named_people ?? []), ...(filled.named_departments ?? [])],
      concerned: [...(filled.about_people ?? []), ...(filled.about_departments ?? []), ...(filled.about_units ?? [])],
    })
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      {note !== undefined && <p>{note}</p>}
      <Form<Filled> form={form} layout="vertical" onFinish={send}>
        <h3>{words.named}</h3>
        <Form.Item name="named_people" label={words.people}>
          <PartySelect kind="people" />
        </Form.Item>
        <Form.Item name="named_departments" label={words.departments}>
          <PartySelect kind="departments" />
        </Form.Item>
        <h3>{words.concerned}</h3>
        <Form.Item name="about_people" label={words.people}>
          <PartySelect kind="people" />
        </Form.Item>
        <Form.Item name="about_departments" label={words.departments}>
          <PartySelect kind="departments" />
        </Form.Item>
        <Form.Item name="about_units" label={words.units}>
          <PartySelect kind="tiers" />
        </Form.Item>
        <Form.Item name="reason" label={words.why} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
