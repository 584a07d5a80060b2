import { useRef } from 'react'
import { Button, Form, Input } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { Problem } from '@/api/problem'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import { ProblemNote } from './ProblemNote'
import './lookReason.css'

/** Asks why one looks at a restricted order; then everything of it that was refused is read again. */
export function LookReason({ problem }: { problem: Problem }) {
  const words = useWords(restricted)
  const client = useQueryClient()
  const order = String(problem.detail.order)
  const look = useMutation({
    mutationFn: (reason: string) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/looks', {
          params: { path: { order_id: order }, header: { 'Idempotency-Key': newKey() } },
          body: { reason },
        }),
      ),
    onSuccess: () => void client.invalidateQueries(),
  })
  const [form] = Form.useForm<{ reason: string }>()
  const section = useRef<HTMLElement>(null)
  useKeys({ 'Ctrl+Enter': () => form.submit() }, { within: section })
  return (
    <section ref={section} className="panel padded look-reason" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p>{words.ask(String(problem.detail.number))}</p>
      <Form form={form} layout="vertical" onFinish={({ reason }) => look.mutate(reason.trim())}>
        <Form.Item name="reason" label={words.reason} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          <Input.TextArea rows={2} maxLength={1000} autoFocus />
        </Form.Item>
        {look.isError && <ProblemNote problem={look.error} />}
        <Button type="primary" htmlType="submit" loading={look.isPending}>
          {words.open} <kbd aria-hidden>Ctrl ↵</kbd>
        </Button>
      </Form>
    </section>
  )
}
