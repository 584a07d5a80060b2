import { Form, Input, Modal, Select } from 'antd'
import { useOrderForms } from '@/api/orderForms'
import { namingOf } from '@/forms/naming'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { orderActions, orderCare } from '@/words/orders'
import { useHistory } from '../api/useOrder'

interface Erasure {
  names: string[]
  reason: string
}

interface EraseDialogueProps {
  orderId: string
  command: { isPending: boolean; error: unknown }
  onClose: () => void
  onSend: (erasure: Erasure) => void
}

/** Asks which personal values are taken away, and why. Offered is what the history holds. */
export function EraseDialogue({ orderId, command, onClose, onSend }: EraseDialogueProps) {
  const words = useWords(orderCare)
  const shared = useWords(orderActions)
  const { language } = useLanguage()
  const history = useHistory(orderId)
  const naming = namingOf(useOrderForms(orderId), language)
  const [form] = Form.useForm<Erasure>()
  const values = history.data?.pages.flatMap((page) => page.items.flatMap((entry) => entry.values)) ?? []
  const names = [...new Set(values.filter(({ erased }) => !erased).map(({ name }) => name))]
  return (
    <Modal
      open
      title={words.erase}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ danger: true }}
      confirmLoading={command.isPending}
    >
      <p>{words.eraseWarning}</p>
      <Form form={form} layout="vertical" onFinish={onSend}>
        <Form.Item name="names" label={words.which} rules={[{ required: true, message: shared.needed }]}>
          <Select
            mode="multiple"
            loading={history.isPending}
            options={names.map((name) => ({ value: name, label: naming.name(name) }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: shared.needed }]}
        >
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
