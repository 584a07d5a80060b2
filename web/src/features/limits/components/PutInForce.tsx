import { Button, DatePicker, Form, Input, Modal } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import type { LimitsPut } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { limits } from '@/words/limits'
import { usePutLimits } from '../api/useLimits'

interface Wanted {
  from?: Dayjs
  reason?: string
}

/** Puts a checked version in force, after it was seen what that changes for orders that run. */
export function PutInForce({ id, revision }: { id: string; revision: number }) {
  const words = useWords(limits)
  const put = usePutLimits(id, revision)
  const [isOpen, setOpen] = useState(false)
  const [effect, setEffect] = useState<LimitsPut>()
  const [form] = Form.useForm<Wanted>()
  const send = (dryRun: boolean) => {
    const { from, reason } = form.getFieldsValue()
    put.mutate(
      { valid_from: from?.toISOString(), reason: reason === '' ? undefined : reason, dry_run: dryRun },
      { onSuccess: (made) => (dryRun ? setEffect(made) : setOpen(false)) },
    )
  }
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.put}
      </Button>
      <Modal
        title={words.put}
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={[
          <Button key="try" onClick={() => send(true)} loading={put.isPending}>
            {words.whatChanges}
          </Button>,
          <Button key="put" type="primary" disabled={effect === undefined} onClick={() => send(false)} loading={put.isPending}>
            {words.putNow}
          </Button>,
        ]}
      >
        {put.isError && <ProblemNote problem={put.error} />}
        <Form<Wanted> form={form} layout="vertical" onValuesChange={() => setEffect(undefined)}>
          <Form.Item name="from" label={words.validFrom}>
            <DatePicker showTime placeholder={words.now} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="reason" label={words.reason} rules={[{ max: 1000 }]}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </Form>
        {effect !== undefined && (
          <div role="status">
            <p>{words.running(effect.looked_at, effect.running)}</p>
            {effect.rules.length === 0 ? (
              <p>{words.nothingChanges}</p>
            ) : (
              <ul>
                {effect.rules.map((rule) => (
                  <li key={rule.rule}>
                    <code>{rule.rule}</code> {words.kept} {rule.kept} · {words.sooner} {rule.sooner} · {words.later} {rule.later}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Modal>
    </>
  )
}
