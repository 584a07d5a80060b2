import { Button, Form, Input, Modal } from 'antd'
import { PhoneOutgoing } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { callBar } from '@/words/callBar'
import { useDial } from '../api/useControls'

const FORM = 'dial'

/** Has a number dialled; one's own telephone rings first. */
export function DialButton({ onControl }: { onControl: (control: string) => void }) {
  const words = useWords(callBar)
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const dial = useDial()
  if (!may('dial')) return null
  return (
    <>
      <Button size="small" icon={<PhoneOutgoing size={14} aria-hidden />} onClick={() => setOpen(true)}>
        {words.dial}
      </Button>
      <Modal
        open={isOpen}
        title={words.dial}
        okText={words.dial}
        onCancel={() => setOpen(false)}
        okButtonProps={{ htmlType: 'submit', form: FORM }}
        confirmLoading={dial.isPending}
        destroyOnHidden
      >
        <Form<{ number: string }>
          id={FORM}
          layout="vertical"
          onFinish={({ number }) =>
            dial.mutate({ number }, { onSuccess: ({ id }) => (setOpen(false), onControl(id)) })
          }
        >
          <Form.Item
            name="number"
            label={words.number}
            extra={words.dialHint}
            rules={[{ required: true, whitespace: true, message: words.needed }]}
          >
            <Input autoFocus inputMode="tel" maxLength={40} />
          </Form.Item>
        </Form>
        {dial.isError && <ProblemNote problem={dial.error} />}
      </Modal>
    </>
  )
}
