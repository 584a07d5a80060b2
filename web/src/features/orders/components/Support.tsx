import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { answered, api, newKey } from '@/api/client'
import type { Order } from '@/api/types'
import { useStale } from '@/api/useStale'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { notes } from '@/words/orderNotes'
import { useMentionable } from '../api/useComments'

interface Wanted {
  department_id: string
  task?: string
}

function useSupport(orderId: string) {
  const stale = useStale()
  const onSettled = () => stale(['order', orderId])
  const params = () => ({ path: { order_id: orderId }, header: { 'Idempotency-Key': newKey() } })
  return {
    add: useMutation({
      mutationFn: (body: Wanted) =>
        answered(api.POST('/api/v1/orders/{order_id}/supports', { params: params(), body })),
      onSettled,
    }),
    end: useMutation({
      mutationFn: (department_id: string) =>
        answered(api.POST('/api/v1/orders/{order_id}/supports/remove', { params: params(), body: { department_id } })),
      onSettled,
    }),
  }
}

/** The units that support the one in charge 协办. */
export function Support({ order }: { order: Order }) {
  const words = useWords(notes)
  const { failed } = useTell()
  const commands = useSupport(order.id)
  const [open, setOpen] = useState(false)
  const mayChange = order.permissions.includes('change-order')
  if (order.supporting.length === 0 && !mayChange) return null
  return (
    <section className="panel">
      <h2>{words.support}</h2>
      <ul className="plain-list">
        {order.supporting.map(({ department, department_name: name, task }) => (
          <li key={department}>
            {name} {task !== '' && <span className="quiet">· {task}</span>}{' '}
            {mayChange && (
              <Button
                size="small"
                type="link"
                loading={commands.end.isPending}
                onClick={() => commands.end.mutate(department, { onError: failed })}
              >
                {words.endSupport}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button size="small" onClick={() => setOpen(true)}>
          {words.addSupport}
        </Button>
      )}
      {open && (
        <SupportDialogue
          orderId={order.id}
          command={commands.add}
          onClose={() => setOpen(false)}
          onSend={(wanted) => commands.add.mutate(wanted, { onSuccess: () => setOpen(false) })}
        />
      )}
    </section>
  )
}

interface SupportDialogueProps {
  orderId: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (wanted: Wanted) => void
}

function SupportDialogue({ orderId, command, onClose, onSend }: SupportDialogueProps) {
  const words = useWords(notes)
  const [form] = Form.useForm<Wanted>()
  const [typed, setTyped] = useState('')
  const offered = useMentionable(orderId, typed)
  return (
    <Modal open title={words.addSupport} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form form={form} layout="vertical" onFinish={onSend}>
        <Form.Item name="department_id" label={words.unit} rules={[{ required: true, message: words.needed }]}>
          <Select
            autoFocus
            showSearch={{ filterOption: false, onSearch: setTyped }}
            loading={offered.isFetching}
            options={(offered.data?.items ?? [])
              .filter(({ kind }) => kind === 'department')
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="task" label={words.supportTask}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
