import { Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import type { ReactElement } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { telephony } from '@/words/telephony'
import { useKeep, useKept, type Kept, type Which } from '../api/useTelephony'

/** Fields with which departments and people are chosen; `known` is who is chosen already. */
export interface ChoiceFields {
  department: (known: Known | undefined) => ReactElement
  person: (known: Known | undefined) => ReactElement
}

export interface Known {
  value: string
  label: string
}

interface KeepDialogueProps {
  which: Which
  /** Left out: a new one is entered. */
  changed?: Kept
  fields: ChoiceFields
  onClose: () => void
}

const KINDS = ['phone', 'softphone', 'remote'] as const
const NEW: Record<Which, Record<string, unknown>> = {
  devices: { kind: 'phone', can_answer: false, active: true },
  queues: { service_seconds: 20, after_call_seconds: 30, active: true },
  skills: { active: true },
  'break-reasons': { active: true },
}

/** Enters a device, queue, skill or reason for breaks, or changes one. */
export function KeepDialogue({ which, changed, fields, onClose }: KeepDialogueProps) {
  const words = useWords(telephony)
  const { language } = useLanguage()
  const { done } = useTell()
  const keep = useKeep(which, changed)
  const skills = useKept('skills', {})
  const [form] = Form.useForm<Record<string, unknown>>()
  const needed = [{ required: true, message: words.needed }]
  const text = (name: string, label: string, most: number, isFixed = false) => (
    <Form.Item name={name} label={label} rules={[{ ...needed[0]!, whitespace: true }]}>
      <Input maxLength={most} disabled={isFixed && changed !== undefined} />
    </Form.Item>
  )
  const number = (name: string, label: string, least: number, most: number, isNeeded = true) => (
    <Form.Item name={name} label={label} rules={isNeeded ? needed : []}>
      <InputNumber min={least} max={most} precision={0} />
    </Form.Item>
  )
  const known = (id?: string | null, name?: string | null) => (id && name ? { value: id, label: name } : undefined)
  const initial =
    changed === undefined
      ? NEW[which]
      : Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null))
  return (
    <Modal
      open
      title={changed === undefined ? words.add : words.change}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={keep.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) =>
          keep.mutate(
            Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)),
            { onSuccess: () => (done(words.kept), onClose()) },
          )
        }
      >
        {which === 'devices' && (
          <>
            {text('name', words.name, 100)}
            {text('node', words.node, 80)}
            {text('contact', words.contact, 200)}
            <Form.Item name="kind" label={words.kind} rules={needed}>
              <Select options={KINDS.map((value) => ({ value, label: words[value] }))} />
            </Form.Item>
            <Form.Item name="can_answer" valuePropName="checked">
              <Checkbox>{words.canAnswer}</Checkbox>
            </Form.Item>
            <Form.Item name="department_id" label={words.department} rules={needed}>
              {fields.department(known(changed?.department_id, changed?.department_name))}
            </Form.Item>
            <Form.Item name="person_id" label={words.person} extra={words.personHint}>
              {fields.person(known(changed?.person_id, changed?.person_name))}
            </Form.Item>
          </>
        )}
        {which === 'queues' && (
          <>
            {text('name', words.name, 80, true)}
            {text('node', words.node, 80)}
          </>
        )}
        {(which === 'skills' || which === 'break-reasons') && text('key', words.key, 40, true)}
        {which !== 'devices' && (
          <>
            {text('zh', words.chinese, 40)}
            {text('en', words.english, 40)}
          </>
        )}
        {which === 'queues' && (
          <>
            {number('service_seconds', words.service, 1, 3600)}
            {number('after_call_seconds', words.afterCall, 0, 3600)}
            <Form.Item name="skill_id" label={words.skill} extra={words.skillHint}>
              <Select
                allowClear
                options={(skills.data?.pages.flatMap(({ items }) => items) ?? []).map((one) => ({
                  value: one.id,
                  label: one[language],
                }))}
              />
            </Form.Item>
            <Form.Item name="person_id" label={words.ownOf}>
              {fields.person(known(changed?.person_id, changed?.person_name))}
            </Form.Item>
          </>
        )}
        {which === 'break-reasons' && number('limit_minutes', words.limit, 1, 1440, false)}
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>{words.inUse}</Checkbox>
        </Form.Item>
        <Form.Item name="reason" label={words.reason}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {keep.isError && <ProblemNote problem={keep.error} />}
    </Modal>
  )
}
