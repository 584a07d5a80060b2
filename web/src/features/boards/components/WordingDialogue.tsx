import { Form, Input, Modal, Select } from 'antd'
import type { Wording, WordingBody } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { wording } from '@/words/wording'
import { useWordingCommands } from '../api/useDesk'

interface WordingDialogueProps {
  /** What is changed; null: a new one is written. */
  before: Wording | null
  onClose: () => void
}

/** Asks for a wording; what the API refuses is told here, and what was typed stays. */
export function WordingDialogue({ before, onClose }: WordingDialogueProps) {
  const words = useWords(wording)
  const categories = useVocabulary('categories')
  const { done } = useTell()
  const commands = useWordingCommands()
  const command = before === null ? commands.write : commands.change
  const [form] = Form.useForm<WordingBody>()
  const rules = [{ required: true, whitespace: true, message: words.needed }]
  const told = {
    onSuccess: () => {
      done(words.kept)
      onClose()
    },
  }
  const send = (given: WordingBody) => {
    const body = {
      ...given,
      text_en: given.text_en ?? null,
      category: given.category ?? null,
      symptom: given.symptom ?? null,
      from_at: given.from_at ?? null,
      until: given.until ?? null,
    }
    if (before === null) commands.write.mutate(body, told)
    else commands.change.mutate({ id: before.id, revision: before.revision, body }, told)
  }
  return (
    <Modal
      open
      title={before === null ? words.write : `${words.change} ${before.title}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <Form form={form} layout="vertical" initialValues={before ?? {}} onFinish={send}>
        <Form.Item name="title" label={words.name} rules={rules}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="text_zh" label={words.zh} rules={rules}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        <Form.Item name="text_en" label={words.en}>
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <Form.Item name="category" label={words.category}>
          <Select
            allowClear
            options={categories.words.map(({ key }) => ({ value: key, label: categories.name(key) }))}
          />
        </Form.Item>
        <Form.Item name="symptom" label={words.symptom}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="from_at" label={words.from}>
          <MomentPicker side="future" />
        </Form.Item>
        <Form.Item name="until" label={words.until}>
          <MomentPicker side="future" />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
