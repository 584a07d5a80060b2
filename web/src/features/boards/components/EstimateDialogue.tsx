import { Form, Modal } from 'antd'
import type { BoardOrder } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { RowResults } from '@/ui/RowResults'
import { useWords } from '@/words'
import { boards } from '@/words/boards'
import { useBoardCommands } from '../api/useBoard'

interface EstimateDialogueProps {
  orders: BoardOrder[]
  onClose: () => void
}

/** Tells all callers of the chosen orders when their supply is expected back. */
export function EstimateDialogue({ orders, onClose }: EstimateDialogueProps) {
  const words = useWords(boards)
  const { estimate } = useBoardCommands()
  const [form] = Form.useForm<{ expected_at: string }>()
  return (
    <Modal
      open
      title={words.estimateTitle}
      onCancel={onClose}
      onOk={() => (estimate.isSuccess ? onClose() : form.submit())}
      confirmLoading={estimate.isPending}
    >
      {estimate.isSuccess ? (
        <RowResults results={estimate.data.results} nameOf={(key) => orders.find(({ order }) => order === key)?.title} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          onFinish={({ expected_at }) => estimate.mutate({ orders: orders.map(({ order }) => order), expected_at })}
        >
          <Form.Item name="expected_at" label={words.expected} rules={[{ required: true, message: words.needed }]}>
            <MomentPicker side="future" />
          </Form.Item>
        </Form>
      )}
      {estimate.error !== null && <ProblemNote problem={estimate.error} />}
    </Modal>
  )
}
