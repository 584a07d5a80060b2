import { Button, Form, Input } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { accounts } from '@/words/frame'
import { useSignIn } from '../api/useSignIn'

interface Filled {
  username: string
  password: string
}

/** Name and password. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const words = useWords(accounts)
  const signIn = useSignIn()
  const send = ({ username, password }: Filled) =>
    signIn.mutate({ username: username.trim(), password }, { onSuccess: onSignedIn })
  const rules = [{ required: true, whitespace: true, message: words.needed }]
  return (
    <Form layout="vertical" requiredMark={false} onFinish={send} disabled={signIn.isPending}>
      <Form.Item name="username" label={words.username} rules={rules}>
        <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={words.password} rules={[{ required: true, message: words.needed }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {signIn.isError && (
        <Form.Item>
          <ProblemNote problem={signIn.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        {words.enter}
      </Button>
    </Form>
  )
}
