import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'

interface FormDialogueProps<T> {
  title: string
  initial?: Partial<T>
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (values: T) => void
  children: ReactNode
}

/** A dialogue with a form; what the API refuses is told in it, and what was typed stays. */
export function FormDialogue<T extends object>({ title, initial, command, onClose, onSend, children }: FormDialogueProps<T>) {
  const [form] = Form.useForm<T>()
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form<T>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) => onSend(filled(values))}
      >
        {children}
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}

/** Returns what was filled in; a field that was left empty is left out, unless it was emptied. */
function filled<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  ) as T
}
