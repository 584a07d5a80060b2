import { Link } from '@tanstack/react-router'
import { Button, Drawer, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { OutageView } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { MomentPicker } from '@/clock/MomentPicker'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { orderStatuses } from '@/words/common'
import { outageCauses, outages, outageStatuses } from '@/words/outages'
import { useOutage, useOutageCommands } from '../api/useOutages'
import { OutageHistory } from './OutageHistory'

interface OutageDrawerProps {
  outageId: string
  onClose: () => void
}

/** One outage: facts, what can be done, the orders that it explains, its history. */
export function OutageDrawer({ outageId, onClose }: OutageDrawerProps) {
  const words = useWords(outages)
  const query = useOutage(outageId)
  return (
    <Drawer open title={query.data?.title ?? words.title} size="large" onClose={onClose}>
      <Loaded query={query}>{(outage) => <Whole key={outage.revision} outage={outage} />}</Loaded>
    </Drawer>
  )
}

function Whole({ outage }: { outage: OutageView }) {
  const words = useWords(outages)
  const statusName = useNames(outageStatuses)
  const causeName = useNames(outageCauses)
  const orderStatus = useNames(orderStatuses)
  return (
    <>
      <p>
        <span className="mark">{statusName(outage.status)}</span> {outage.tier_name} {outage.transformer_area} ·{' '}
        {causeName(outage.cause)}
      </p>
      <p>
        {words.starts} <Moment at={outage.starts_at} />
        {outage.expected_at !== null && (
          <>
            {' '}
            · {words.expected} <Moment at={outage.expected_at} />
          </>
        )}
        {outage.restored_at !== null && (
          <>
            {' '}
            · {words.restored} <Moment at={outage.restored_at} />
          </>
        )}
      </p>
      {outage.description !== '' && <p className="outage-text">{outage.description}</p>}
      {outage.may_manage && (outage.status === 'active' || outage.status === 'announced') && (
        <OutageActions outage={outage} />
      )}
      <h3>
        {words.orders} {outage.orders}
      </h3>
      <ul className="plain-list">
        {outage.explained.map((order) => (
          <li key={order.order}>
            <Link to="/orders/$orderId" params={{ orderId: order.order }}>
              <OrderNumber number={order.number} /> {order.title}
            </Link>{' '}
            <span className="quiet">{orderStatus(order.status)}</span>
          </li>
        ))}
      </ul>
      <OutageHistory outageId={outage.id} />
    </>
  )
}

function OutageActions({ outage }: { outage: OutageView }) {
  const words = useWords(outages)
  const { done, failed } = useTell()
  const commands = useOutageCommands(outage.id, outage.revision)
  const [open, setOpen] = useState<'change' | 'cancel'>()
  const [form] = Form.useForm<{ at: string; reason: string }>()
  const told = { onSuccess: ({ told: count }: { told: number }) => done(words.told(count)), onError: failed }
  const command = open === 'change' ? commands.change : commands.cancel
  const rules = [{ required: true, message: words.needed }]
  return (
    <div className="order-notes-actions">
      <Button size="small" onClick={() => setOpen('change')}>
        {words.change}
      </Button>
      <Button
        size="small"
        type="primary"
        loading={commands.restore.isPending}
        onClick={() => commands.restore.mutate(undefined, told)}
      >
        {words.restore}
      </Button>
      <Button size="small" danger onClick={() => setOpen('cancel')}>
        {words.cancel}
      </Button>
      {open !== undefined && (
        <Modal
          open
          title={open === 'change' ? words.change : words.cancel}
          onCancel={() => setOpen(undefined)}
          onOk={() => form.submit()}
          confirmLoading={command.isPending}
        >
          <Form
            form={form}
            layout="vertical"
            onFinish={({ at, reason }) =>
              open === 'change' ? commands.change.mutate(at, told) : commands.cancel.mutate(reason, told)
            }
          >
            {open === 'change' ? (
              <>
                <p>{words.changeHint}</p>
                <Form.Item name="at" label={words.expected} rules={rules}>
                  <MomentPicker side="future" />
                </Form.Item>
              </>
            ) : (
              <Form.Item name="reason" label={words.reason} rules={rules}>
                <Input.TextArea rows={2} maxLength={500} autoFocus />
              </Form.Item>
            )}
          </Form>
          {command.error !== null && <ProblemNote problem={command.error} />}
        </Modal>
      )}
    </div>
  )
}
