import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { useKeys } from '@/keyboard/useKeys'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'
import { useIssue } from '../api/useSupervisions'
import { ReplierSelect } from './ReplierSelect'

interface Filled {
  department: string
  requirement: string
  deadline: string
}

const FORM = 'supervise'

/** Issues a supervision order 督办 about an order, to a department that has it now. */
export function SuperviseButton({ order }: { order: Order }) {
  const words = useWords(supervision)
  const { done } = useTell()
  const issue = useIssue()
  const [isOpen, setOpen] = useState(false)
  const isOver = order.status === 'archived' || order.status === 'cancelled'
  const maySupervise = order.permissions.includes('supervise-order') && !isOver
  useKeys({ s: () => setOpen(maySupervise) })
  if (!maySupervise) return null
  const departments = new Map(
    order.tasks.flatMap(({ department, department_name }) =>
      department === null || department_name === null ? [] : [[department, department_name] as const],
    ),
  )
  const send = (filled: Filled) =>
    issue.mutate(
      { ...filled, requirement: filled.requirement.trim(), orders: [order.id] },
      {
        onSuccess: ({ number }) => {
          setOpen(false)
          done(words.issuedNumber(number))
        },
      },
    )
  const needed = [{ required: true, message: words.needed }]
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {words.issueTitle} <kbd aria-hidden>s</kbd>
      </Button>
      <Modal
        open={isOpen}
        title={words.issueTitle}
        onCancel={() => setOpen(false)}
        okButtonProps={{ htmlType: 'submit', form: FORM }}
        confirmLoading={issue.isPending}
        destroyOnHidden
      >
        <Form id={FORM} layout="vertical" onFinish={send}>
          <Form.Item name="department" label={words.department} rules={needed}>
            <ReplierSelect taskId={order.tasks[0]?.id} holding={departments} />
          </Form.Item>
          <Form.Item name="requirement" label={words.requirement} rules={[{ ...needed[0], whitespace: true }]}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          <Form.Item name="deadline" label={words.deadline} rules={needed}>
            <MomentPicker side="future" />
          </Form.Item>
        </Form>
        {issue.isError && <ProblemNote problem={issue.error} />}
      </Modal>
    </>
  )
}
