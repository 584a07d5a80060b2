import { Form, Input, Modal } from 'antd'
import { businessNow } from '@/clock/businessClock'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { orderActions } from '@/words/orders'

interface Appointment {
  at: string
  reason: string
}

interface AppointmentDialogueProps {
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (appointment: Appointment) => void
}

/** Asks for another time of arrival 改约, at the customer's wish. */
export function AppointmentDialogue({ command, onClose, onSend }: AppointmentDialogueProps) {
  const words = useWords(orderActions)
  const [form] = Form.useForm<Appointment>()
  const inFuture = {
    validator: (_: unknown, value: string | null | undefined) =>
      !value || Date.parse(value) > businessNow() ? Promise.resolve() : Promise.reject(new Error(words.future)),
  }
  return (
    <Modal
      open
      title={words.requestAppointment}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <Form form={form} layout="vertical" onFinish={({ at, reason }) => onSend({ at, reason: reason.trim() })}>
        <Form.Item name="at" label={words.appointAt} rules={[{ required: true, message: words.needed }, inFuture]}>
          <MomentPicker side="future" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={words.whyAppoint}
          rules={[{ required: true, whitespace: true, message: words.needed }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
