import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { notes } from '@/words/orderNotes'
import { type PublicAnswerShown, usePublicAnswer, useWritePublicAnswer } from '../api/usePublicAnswer'

const MOST_CHARACTERS = 500

/** What the customer reads who asks for this order 公开答复. */
export function PublicAnswer({ orderId }: { orderId: string }) {
  const words = useWords(notes)
  const query = usePublicAnswer(orderId)
  const [open, setOpen] = useState(false)
  return (
    <section className="panel" aria-label={words.publicAnswer}>
      <h2>{words.publicAnswer}</h2>
      <Loaded query={query}>
        {(answer) => (
          <>
            {answer.text === null ? <p className="quiet">{words.noPublicAnswer}</p> : <p>{answer.text}</p>}
            {answer.written_at !== null && (
              <p className="quiet">
                {answer.written_by_name} <Moment at={answer.written_at} exact />
              </p>
            )}
            {!answer.told && <p className="quiet">{words.notTold}</p>}
            {answer.may_write && (
              <Button size="small" onClick={() => setOpen(true)}>
                {words.writePublicAnswer}
              </Button>
            )}
            {open && <AnswerDialogue orderId={orderId} answer={answer} onClose={() => setOpen(false)} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

interface AnswerDialogueProps {
  orderId: string
  answer: PublicAnswerShown
  onClose: () => void
}

function AnswerDialogue({ orderId, answer, onClose }: AnswerDialogueProps) {
  const words = useWords(notes)
  const [form] = Form.useForm<{ text?: string }>()
  // The revision that was read when writing began: a colleague's answer meanwhile is a conflict, not lost.
  const [revision] = useState(answer.revision)
  const command = useWritePublicAnswer(orderId)
  const send = ({ text }: { text?: string }) =>
    command.mutate({ text: text?.trim() ?? '', revision }, { onSuccess: onClose })
  return (
    <Modal
      open
      title={words.writePublicAnswer}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <p>{words.publicAnswerNote}</p>
      <Form form={form} layout="vertical" initialValues={{ text: answer.text ?? '' }} onFinish={send}>
        <Form.Item name="text" label={words.publicAnswer}>
          <Input.TextArea rows={4} maxLength={MOST_CHARACTERS} showCount autoFocus />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
