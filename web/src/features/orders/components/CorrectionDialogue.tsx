import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Order, Premise } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { PremisePicker } from '@/ui/PremisePicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { correction, orders } from '@/words/orders'
import { useCorrectOrder } from '../api/useCorrectOrder'

interface Facts {
  title: string
  description: string
  caller_name: string
  caller_number: string
  premise: Premise | null
  area: string | null
  customer_class: string | null
  reason: string
}

interface CorrectionDialogueProps {
  order: Order
  onClose: () => void
}

/** Corrects what was taken down at intake 更正受理信息; only what was changed is sent. */
export function CorrectionDialogue({ order, onClose }: CorrectionDialogueProps) {
  const words = useWords(correction)
  const names = useWords(orders)
  const { done } = useTell()
  const [form] = Form.useForm<Facts>()
  // What a colleague corrects while this is being filled in is a conflict, and not lost.
  const [read] = useState(order)
  const command = useCorrectOrder(order.id)
  const areas = useVocabulary('areas')
  const classes = useVocabulary('customer_classes')
  const list = (kind: typeof areas) => kind.words.map(({ key }) => ({ value: key, label: kind.name(key) }))
  const premise = Form.useWatch('premise', form)
  const elsewhere = premise !== undefined && (premise?.id ?? null) !== (read.premise?.id ?? null)
  const before = {
    title: read.title,
    description: read.description,
    caller_name: read.caller_name ?? '',
    caller_number: read.caller_number ?? '',
    area: read.area,
    customer_class: read.customer_class,
  }
  const send = ({ premise: chosen, reason, ...facts }: Facts) => {
    const changed = Object.fromEntries(
      Object.entries(facts).filter(([name, value]) => value !== before[name as keyof typeof before]),
    )
    const moved = elsewhere && chosen !== null ? { premise_id: chosen.id } : {}
    const body = { revision: read.revision, reason: reason.trim(), ...changed, ...moved }
    command.mutate(body, {
      onSuccess: ({ moved: tasks }) => {
        done(tasks > 0 ? words.doneMoved(tasks) : words.done)
        onClose()
      },
    })
  }
  const needed = { required: true, whitespace: true, message: words.needed }
  return (
    <Modal open title={words.correct} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form form={form} layout="vertical" initialValues={{ ...before, premise: read.premise }} onFinish={send}>
        <Form.Item name="title" label={names.what} rules={[needed]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="description" label={names.description}>
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
        <Form.Item name="caller_name" label={names.caller}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="caller_number" label={names.phone}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
        <Form.Item name="premise" label={names.premise} extra={elsewhere ? words.moves : undefined}>
          <PremiseField />
        </Form.Item>
        {!elsewhere && (
          <>
            <Form.Item name="area" label={names.area}>
              <Select options={list(areas)} />
            </Form.Item>
            <Form.Item name="customer_class" label={names.customerClass}>
              <Select options={list(classes)} />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={words.why} rules={[needed]}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}

/** The form gives value and onChange. */
function PremiseField(props: { id?: string; value?: Premise | null; onChange?: (premise: Premise | null) => void }) {
  const { id, value, onChange } = props
  return <PremisePicker id={id} offered={[]} value={value ?? null} onChange={(chosen) => onChange?.(chosen)} />
}
