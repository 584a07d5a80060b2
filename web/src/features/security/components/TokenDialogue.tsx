import { Alert, Checkbox, Form, Input, InputNumber, Modal, Typography } from 'antd'
import type { components } from '@/api/schema'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { tokens } from '@/words/security'
import { useTokenCommands } from '../api/useTokens'

type Body = components['schemas']['TokenBody']

const SCOPES = ['orders:read', 'orders:write', 'tasks', 'packages', 'admin', 'me'] as const

/** Creates a token; its secret is shown once. */
export function TokenDialogue({ onClose }: { onClose: () => void }) {
  const words = useWords(tokens)
  const [form] = Form.useForm<Body>()
  const { create } = useTokenCommands()
  const needed = [{ required: true, message: words.needed }]
  // A rule of its own: of a group of boxes `required` would say what ARIA does not allow there.
  const someScope = {
    validator: (_: unknown, chosen?: readonly string[]) =>
      (chosen ?? []).length > 0 ? Promise.resolve() : Promise.reject(new Error(words.needed)),
  }
  const send = (body: Body) => create.mutate({ ...body, days: body.days ?? null })
  if (create.isSuccess) {
    return (
      <Modal open title={words.add} okText={words.close} onOk={onClose} onCancel={onClose} cancelButtonProps={{ hidden: true }}>
        <Alert type="warning" showIcon title={words.secret} />
        <Typography.Paragraph copyable code className="secret">
          {create.data.token}
        </Typography.Paragraph>
      </Modal>
    )
  }
  return (
    <Modal open title={words.add} onCancel={onClose} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Body> form={form} layout="vertical" initialValues={{ days: 365 }} onFinish={send}>
        <Form.Item name="label" label={words.label} rules={needed}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="username" label={words.username} rules={needed}>
          <Input maxLength={60} autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="scopes" label={words.scopes} rules={[someScope]}>
          <Checkbox.Group options={SCOPES.map((scope) => ({ value: scope, label: words[scope] }))} />
        </Form.Item>
        <Form.Item name="days" label={words.days}>
          <InputNumber min={1} max={3660} precision={0} />
        </Form.Item>
      </Form>
      {create.isError && <ProblemNote problem={create.error} />}
    </Modal>
  )
}
