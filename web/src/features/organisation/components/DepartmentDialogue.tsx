import { Checkbox, Form, Input, Select } from 'antd'
import type { components } from '@/api/schema'
import type { OrganisationDepartment } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useOrganisationWords } from '../api/useOrganisation'
import { useChange, useCreate } from '../api/useOrganisationCommands'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['CreateDepartmentBody'] & { reopen?: boolean }

/** Creates a department, or changes one; a closed one may be opened again. */
export function DepartmentDialogue({ department, onClose }: { department?: OrganisationDepartment; onClose: () => void }) {
  const words = useWords(organisation)
  const vocabulary = useOrganisationWords()
  const { done } = useTell()
  const create = useCreate().department
  const change = useChange(department?.id ?? '').department
  const needed = [{ required: true, message: words.needed }]
  const options = { onSuccess: () => (done(words.kept), onClose()) }
  const send = ({ queue, ...body }: Body) =>
    department === undefined
      ? create.mutate(queue ? { ...body, queue } : body, options)
      : change.mutate({ ...body, queue: queue ?? '', revision: department.revision }, options)
  return (
    <FormDialogue<Body>
      title={department === undefined ? words.addDepartment : words.changeOf(department.name)}
      initial={department && { name: department.name, kind: department.kind, queue: department.queue ?? '' }}
      command={department === undefined ? create : change}
      onClose={onClose}
      onSend={send}
    >
      {department === undefined && (
        <Form.Item name="tier_id" label={words.tier} rules={needed}>
          <ChoiceSelect which="tiers" />
        </Form.Item>
      )}
      <Form.Item name="kind" label={words.kind} rules={needed}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={vocabulary.departmentKinds} />
      </Form.Item>
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="queue" label={words.queue} extra={words.queueHint}>
        <Input maxLength={400} />
      </Form.Item>
      {department?.active === false && (
        <Form.Item name="reopen" valuePropName="checked">
          <Checkbox>{words.reopen}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
