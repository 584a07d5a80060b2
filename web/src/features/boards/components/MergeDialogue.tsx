import { Checkbox, Form, Modal, Select } from 'antd'
import type { BoardOrder } from '@/api/types'
import { groupedNumber } from '@/ui/OrderNumber'
import { ProblemNote } from '@/ui/ProblemNote'
import { RowResults } from '@/ui/RowResults'
import { useWords } from '@/words'
import { boards } from '@/words/boards'
import { useBoardCommands } from '../api/useBoard'

interface MergeDialogueProps {
  orders: BoardOrder[]
  onClose: () => void
}

/** Merges the chosen orders into one of them, and says what became of each. */
export function MergeDialogue({ orders, onClose }: MergeDialogueProps) {
  const words = useWords(boards)
  const { merge } = useBoardCommands()
  const [form] = Form.useForm<{ main: string; confirmed: boolean }>()
  const send = ({ main, confirmed }: { main: string; confirmed: boolean }) =>
    merge.mutate({ main, confirmed, orders: orders.map(({ order }) => order).filter((order) => order !== main) })
  return (
    <Modal
      open
      title={words.mergeTitle}
      onCancel={onClose}
      onOk={() => (merge.isSuccess ? onClose() : form.submit())}
      confirmLoading={merge.isPending}
    >
      {merge.isSuccess ? (
        <RowResults results={merge.data.results} nameOf={(key) => orders.find(({ order }) => order === key)?.title} />
      ) : (
        <Form form={form} layout="vertical" onFinish={send} initialValues={{ main: orders[0]?.order, confirmed: false }}>
          <Form.Item name="main" label={words.main} rules={[{ required: true, message: words.needed }]}>
            <Select options={orders.map(({ order, number, title }) => ({ value: order, label: `${groupedNumber(number)} ${title}` }))} />
          </Form.Item>
          <Form.Item name="confirmed" valuePropName="checked">
            <Checkbox>{words.confirmed}</Checkbox>
          </Form.Item>
        </Form>
      )}
      {merge.error !== null && <ProblemNote problem={merge.error} />}
    </Modal>
  )
}
