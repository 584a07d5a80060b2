import { Checkbox, Form, Input } from 'antd'
import type { components } from '@/api/schema'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useChange } from '../api/useOrganisationCommands'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['ChangeSupplyUnitBody']

interface UnitDialogueProps {
  unit: { id: string; name: string; tier_id: string | null; tier_name: string | null; active: boolean; revision: number }
  onClose: () => void
}

/** Changes what a supply unit is called and whose it is, or ends it. */
export function UnitDialogue({ unit, onClose }: UnitDialogueProps) {
  const words = useWords(organisation)
  const { done } = useTell()
  const { unit: command } = useChange(unit.id)
  const needed = [{ required: true, message: words.needed }]
  const known = unit.tier_id === null ? [] : [{ value: unit.tier_id, label: unit.tier_name ?? unit.tier_id }]
  return (
    <FormDialogue<Body>
      title={words.changeOf(unit.name)}
      initial={{ name: unit.name, tier_id: unit.tier_id ?? undefined, ended: !unit.active }}
      command={command}
      onClose={onClose}
      onSend={(body) =>
        command.mutate({ ...body, revision: unit.revision }, { onSuccess: () => (done(words.kept), onClose()) })
      }
    >
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="tier_id" label={words.tier} rules={needed}>
        <ChoiceSelect which="tiers" known={known} />
      </Form.Item>
      <Form.Item name="ended" valuePropName="checked">
        <Checkbox>{words.endUnit}</Checkbox>
      </Form.Item>
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
