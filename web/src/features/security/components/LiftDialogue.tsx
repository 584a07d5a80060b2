import { Alert, Form, Input, Modal, Spin } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import { useLiftPreview, useRestriction } from '../api/useRestriction'

interface LiftDialogueProps {
  orderId: string
  onClose: () => void
}

/** Lifts a restriction: says first who sees the order then, and asks why. */
export function LiftDialogue({ orderId, onClose }: LiftDialogueProps) {
  const words = useWords(restricted)
  const { done } = useTell()
  const [form] = Form.useForm<{ reason: string }>()
  const preview = useLiftPreview(orderId)
  const { lift } = useRestriction(orderId)
  const problem = preview.error ?? lift.error
  return (
    <Modal
      open
      title={words.lift}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ disabled: preview.data === undefined }}
      confirmLoading={lift.isPending}
    >
      {preview.isPending && <Spin />}
      {preview.data !== undefined && (
        <>
          <p>{words.sees}</p>
          <ul>
            {preview.data.sees.map((one) => (
              <li key={`${one.kind}/${one.name}`}>{one.kind === 'unit' ? words.seesUnit(one.name) : one.name}</li>
            ))}
          </ul>
          {preview.data.concerned.length > 0 && (
            <Alert type="warning" showIcon title={words.noLongerShut(preview.data.concerned.join('、'))} />
          )}
          <Form
            form={form}
            layout="vertical"
            onFinish={({ reason }) => lift.mutate(reason.trim(), { onSuccess: () => (done(words.lifted), onClose()) })}
          >
            <Form.Item name="reason" label={words.why} rules={[{ required: true, whitespace: true, message: words.needed }]}>
              <Input.TextArea rows={2} maxLength={1000} autoFocus />
            </Form.Item>
          </Form>
        </>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
    </Modal>
  )
}
