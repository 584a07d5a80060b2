import { Form, Input, Modal, Select } from 'antd'
import type { DoNotCallBody, DoNotCallLine } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useFieldFindings } from '@/ui/useFieldFindings'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { campaignKinds, campaigns } from '@/words/campaigns'
import { doNotCall } from '@/words/doNotCall'
import { useDoNotCallCommands } from '../api/useDoNotCall'

const KINDS = Object.keys(campaignKinds) as (keyof typeof campaignKinds)[]
const FIELD_OF = { number: 'number', reason: 'reason', until: 'until' } as const

interface DoNotCallDialogueProps {
  /** What is taken out; null: a number is entered. */
  row: DoNotCallLine | null
  onClose: () => void
}

/** Asks for a number that nobody is to call, or why one is taken out. */
export function DoNotCallDialogue({ row, onClose }: DoNotCallDialogueProps) {
  const shared = useWords(campaigns)
  const words = useWords(doNotCall)
  const kinds = useWords(campaignKinds)
  const { done } = useTell()
  const { enter, remove } = useDoNotCallCommands()
  const command = row === null ? enter : remove
  const [form] = Form.useForm<DoNotCallBody>()
  const { place, rest } = useFieldFindings(form, FIELD_OF)
  const rules = [{ required: true, whitespace: true, message: shared.needed }]
  const told = {
    onSuccess: () => {
      done(shared.done)
      onClose()
    },
    onError: place,
  }
  const send = (facts: DoNotCallBody) =>
    row === null ? enter.mutate(facts, told) : remove.mutate({ row: row.id, reason: facts.reason }, told)
  return (
    <Modal
      open
      title={row === null ? words.add : `${words.remove} ${row.number}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <p className="quiet">{row === null ? words.addHint : words.removeHint}</p>
      <Form<DoNotCallBody> form={form} layout="vertical" scrollToFirstError={{ focus: true }} onFinish={send}>
        {row === null && (
          <>
            <Form.Item name="number" label={shared.number} rules={rules}>
              <Input autoFocus inputMode="tel" maxLength={40} />
            </Form.Item>
            <Form.Item name="kind" label={words.about}>
              <Select
                allowClear
                placeholder={words.everyKind}
                options={KINDS.map((value) => ({ value, label: kinds[value] }))}
              />
            </Form.Item>
            <Form.Item name="until" label={words.until} extra={words.untilHint}>
              <MomentPicker side="future" />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={shared.reason} rules={rules}>
          <Input.TextArea autoFocus={row !== null} rows={2} maxLength={300} />
        </Form.Item>
      </Form>
      {command.isError && rest !== null && <ProblemNote problem={rest} />}
    </Modal>
  )
}
