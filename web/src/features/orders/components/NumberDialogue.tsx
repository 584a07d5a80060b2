import { Checkbox, Form, Input, Modal, Select } from 'antd'
import type { LinkKind } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { linkKinds } from '@/words/orders'
import { relations } from '@/words/orderNotes'

export interface OtherOrder {
  number: string
  kind: LinkKind
  confirmed: boolean
}

interface NumberDialogueProps {
  title: string
  note?: string
  /** It asks how they are linked; else whether somebody has checked that it is the same event. */
  linking: boolean
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (other: OtherOrder) => void
}

const KINDS: readonly LinkKind[] = ['related', 'child', 'duplicate', 'claim']

/** Asks for another order by its number. */
export function NumberDialogue({ title, note, linking, command, onClose, onSend }: NumberDialogueProps) {
  const words = useWords(relations)
  const kinds = useWords(linkKinds)
  const [form] = Form.useForm<OtherOrder>()
  const digits = {
    validator: (_: unknown, value: string | undefined) =>
      /^\d{13}$/.test((value ?? '').replace(/[\s-]/g, '')) ? Promise.resolve() : Promise.reject(new Error(words.numberWrong)),
  }
  const send = (values: OtherOrder) => onSend({ ...values, number: values.number.replace(/[\s-]/g, '') })
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      {note !== undefined && <p>{note}</p>}
      <Form form={form} layout="vertical" initialValues={{ kind: 'related', confirmed: false }} onFinish={send}>
        <Form.Item name="number" label={words.number} rules={[digits]}>
          <Input autoFocus inputMode="numeric" maxLength={20} />
        </Form.Item>
        {linking ? (
          <Form.Item name="kind" label={words.kind}>
            <Select options={KINDS.map((value) => ({ value, label: kinds[value] }))} />
          </Form.Item>
        ) : (
          <Form.Item name="confirmed" valuePropName="checked">
            <Checkbox>{words.confirm}</Checkbox>
          </Form.Item>
        )}
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
