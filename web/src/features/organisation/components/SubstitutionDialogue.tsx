import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { components } from '@/api/schema'
import { useMay, useSession } from '@/api/session'
import { MomentPicker } from '@/clock/MomentPicker'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { substitutions } from '@/words/organisation'
import { useCandidates, useSubstitutionCommands } from '../api/useSubstitutions'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['MakeSubstitutionBody']

/** Arranges who does one's work for a time; a leader arranges it for others as well. */
export function SubstitutionDialogue({ onClose }: { onClose: () => void }) {
  const words = useWords(substitutions)
  const may = useMay()
  const { done } = useTell()
  const { make } = useSubstitutionCommands()
  const [person, setPerson] = useState<string>()
  const [text, setText] = useState('')
  const candidates = useCandidates(person, text)
  const session = useSession()
  const own = session.memberships.map((one) => ({ value: one.department, label: `${one.tier_name} · ${one.department_name}` }))
  const needed = [{ required: true, message: words.needed }]
  const people = (candidates.data?.items ?? []).map((one) => ({
    value: one.id,
    label: [one.name, ...one.departments].join(' · '),
  }))
  return (
    <FormDialogue<Body>
      title={words.add}
      command={make}
      onClose={onClose}
      onSend={(body) => make.mutate(body, { onSuccess: () => (done(words.made), onClose()) })}
    >
      {may('arrange-duty') && (
        <Form.Item name="person_id" label={words.person} getValueFromEvent={(chosen: string | undefined) => (setPerson(chosen), chosen)}>
          <ChoiceSelect which="people" placeholder={words.me} />
        </Form.Item>
      )}
      <Form.Item name="substitute_id" label={words.substitute} rules={needed}>
        <Select
          showSearch={{ onSearch: setText, filterOption: false }}
          loading={candidates.isFetching}
          notFoundContent={candidates.isFetching ? null : words.nobody}
          options={people}
        />
      </Form.Item>
      <Form.Item name="department_id" label={words.department} extra={words.departmentHint}>
        {person === undefined ? (
          <Select allowClear placeholder={words.allWork} options={[...new Map(own.map((one) => [one.value, one])).values()]} />
        ) : (
          <ChoiceSelect which="departments" placeholder={words.allWork} />
        )}
      </Form.Item>
      <Form.Item name="from_at" label={words.from} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="until_at" label={words.until} rules={needed}>
        <MomentPicker side="future" />
      </Form.Item>
      <Form.Item name="reason" label={words.reason} rules={needed}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
