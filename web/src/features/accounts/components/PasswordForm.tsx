import { Button, Form, Input } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { myAccount } from '@/words/security'
import { useChangePassword } from '../api/useChangePassword'

interface Filled {
  current: string
  password: string
}

/** Changes one's own password. */
export function PasswordForm() {
  const words = useWords(myAccount)
  const { done } = useTell()
  const [form] = Form.useForm<Filled & { again: string }>()
  const change = useChangePassword()
  const send = ({ current, password }: Filled) =>
    change.mutate(
      { current, password },
      { onSuccess: ({ ended }) => (done(words.changed(ended)), form.resetFields()) },
    )
  const needed = { required: true, message: words.needed }
  return (
    <section className="panel padded" aria-label={words.change}>
      <h2>{words.change}</h2>
      <Form form={form} layout="vertical" onFinish={send}>
        <Form.Item name="current" label={words.current} rules={[needed]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="password" label={words.next} extra={words.rule} rules={[needed]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={words.again}
          dependencies={['password']}
          rules={[
            needed,
            {
              validator: (_, again: string) =>
                again === form.getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(words.differ)),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.isError && <ProblemNote problem={change.error} />}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.change}
        </Button>
      </Form>
    </section>
  )
}
