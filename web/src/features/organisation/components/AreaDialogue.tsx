import { Form, Input } from 'antd'
import type { components } from '@/api/schema'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useCreate } from '../api/useOrganisationCommands'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['CreateAreaBody']

/** Creates a territory or a supply unit. */
export function AreaDialogue({ which, onClose }: { which: 'territories' | 'supply-units'; onClose: () => void }) {
  const words = useWords(organisation)
  const { done } = useTell()
  const create = useCreate()
  const command = which === 'territories' ? create.territory : create.unit
  const needed = [{ required: true, message: words.needed }]
  return (
    <FormDialogue<Body>
      title={which === 'territories' ? words.addTerritory : words.addUnit}
      command={command}
      onClose={onClose}
      onSend={(body) => command.mutate(body, { onSuccess: () => (done(words.kept), onClose()) })}
    >
      <Form.Item name="tier_id" label={words.tier} rules={needed}>
        <ChoiceSelect which="tiers" />
      </Form.Item>
      <Form.Item name="code" label={words.code} rules={needed}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
