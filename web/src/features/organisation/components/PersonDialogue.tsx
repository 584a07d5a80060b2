import { Checkbox, Form, Input, Select } from 'antd'
import type { components } from '@/api/schema'
import type { OrganisationPerson } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useChange, useCreate } from '../api/useOrganisationCommands'
import { FormDialogue } from './FormDialogue'
import { PlaceFields } from './PlaceFields'

type Body = components['schemas']['CreatePersonBody'] & { back?: boolean }

/** Takes a person on with a first place, or changes what is known of one. */
export function PersonDialogue({ person, onClose }: { person?: OrganisationPerson; onClose: () => void }) {
  const words = useWords(organisation)
  const { done } = useTell()
  const create = useCreate().person
  const change = useChange(person?.id ?? '').person
  const needed = [{ required: true, message: words.needed }]
  const options = { onSuccess: () => (done(words.kept), onClose()) }
  const send = ({ agent, back, ...body }: Body) =>
    person === undefined
      ? create.mutate(agent ? { ...body, agent } : body, options)
      : change.mutate(
          { name: body.name, language: body.language, reason: body.reason, agent: agent ?? '', back, revision: person.revision },
          options,
        )
  return (
    <FormDialogue<Body>
      title={person === undefined ? words.addPerson : words.changeOf(person.name)}
      initial={
        person === undefined
          ? { language: 'zh' }
          : { name: person.name, agent: person.agent ?? '', language: person.language as 'zh' | 'en' }
      }
      command={person === undefined ? create : change}
      onClose={onClose}
      onSend={send}
    >
      {person === undefined && (
        <Form.Item name="username" label={words.username} rules={needed}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      {person === undefined && <PlaceFields />}
      <Form.Item name="agent" label={words.agent}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="language" label={words.language}>
        <Select
          options={[
            { value: 'zh', label: words.chinese },
            { value: 'en', label: words.english },
          ]}
        />
      </Form.Item>
      {person?.active === false && (
        <Form.Item name="back" valuePropName="checked">
          <Checkbox>{words.back}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
