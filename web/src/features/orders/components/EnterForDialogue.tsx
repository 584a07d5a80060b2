import { Form, Input, Modal, Select } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { Problem } from '@/api/problem'
import { MomentPicker } from '@/clock/MomentPicker'
import { SchemaForm, type SchemaFormHandle, type Values } from '@/forms/SchemaForm'
import { Loaded } from '@/ui/Loaded'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { late } from '@/words/lateEntries'
import { notes } from '@/words/orderNotes'
import { useMentionable } from '../api/useComments'
import { optionsOf, useEnterFor, useTaskToEnter } from '../api/useEnterFor'

interface Facts {
  person: string
  reason: string
  at?: string | null
}

interface EnterForDialogueProps {
  orderId: string
  taskId: string
  onClose: () => void
}

/** Enters what a colleague reports by telephone, in their name. */
export function EnterForDialogue({ orderId, taskId, onClose }: EnterForDialogueProps) {
  const words = useWords(late)
  const { needed } = useWords(notes)
  const { done } = useTell()
  const query = useTaskToEnter(taskId)
  const command = useEnterFor(taskId)
  const [form] = Form.useForm<Facts>()
  const [typed, setTyped] = useState('')
  const offered = useMentionable(orderId, typed)
  const details = useRef<SchemaFormHandle>(null)
  const [values, setValues] = useState<Values>({})
  const surroundings = useMemo(
    () => ({ key: `task:${taskId}`, options: (source: string) => optionsOf(taskId, source) }),
    [taskId],
  )
  const send = (fields: Values) => {
    const { person, reason, at } = form.getFieldsValue()
    command.mutate(
      { on_behalf_of: person, reason: reason.trim(), event_at: at ?? null, values: fields },
      {
        onSuccess: () => {
          done(words.enteredFor)
          onClose()
        },
      },
    )
  }
  const submit = () => {
    void form.validateFields().then(
      () => (query.data?.form ? details.current?.submit() : send({})),
      () => undefined, // the form shows what is missing
    )
  }
  const rules = [{ required: true, message: needed }]
  return (
    <Modal open title={words.enterFor} onCancel={onClose} onOk={submit} confirmLoading={command.isPending}>
      <p>{words.enterForHint}</p>
      <Form form={form} layout="vertical">
        <Form.Item name="person" label={words.whose} rules={rules}>
          <Select
            autoFocus
            showSearch={{ filterOption: false, onSearch: setTyped }}
            loading={offered.isFetching}
            options={(offered.data?.items ?? [])
              .filter(({ kind }) => kind === 'person')
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={words.why} rules={rules}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="at" label={words.happened}>
          <MomentPicker side="past" />
        </Form.Item>
      </Form>
      <Loaded query={query}>
        {({ form: schema }) =>
          schema !== null && (
            <SchemaForm
              ref={details}
              schema={schema}
              values={values}
              surroundings={surroundings}
              findings={command.error instanceof Problem ? command.error.detail.findings : undefined}
              onChange={setValues}
              onSubmit={send}
            />
          )
        }
      </Loaded>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
