import { Form, Input, Select } from 'antd'
import type { components } from '@/api/schema'
import type { OrganisationTier } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useOrganisationWords } from '../api/useOrganisation'
import { useChange, useCreate } from '../api/useOrganisationCommands'
import { ChoiceSelect } from './ChoiceSelect'
import { FormDialogue } from './FormDialogue'

type Body = components['schemas']['CreateTierBody']

/** Creates a tier, or changes one. */
export function TierDialogue({ tier, onClose }: { tier?: OrganisationTier; onClose: () => void }) {
  const words = useWords(organisation)
  const vocabulary = useOrganisationWords()
  const { done } = useTell()
  const create = useCreate().tier
  const change = useChange(tier?.id ?? '').tier
  const needed = [{ required: true, message: words.needed }]
  const options = { onSuccess: () => (done(words.kept), onClose()) }
  const send = (body: Body) =>
    tier === undefined ? create.mutate(body, options) : change.mutate({ ...body, revision: tier.revision }, options)
  return (
    <FormDialogue<Body>
      title={tier === undefined ? words.addTier : words.changeOf(tier.name)}
      initial={tier && { name: tier.name, zone: tier.zone, calendar: tier.calendar }}
      command={tier === undefined ? create : change}
      onClose={onClose}
      onSend={send}
    >
      {tier === undefined && (
        <>
          <Form.Item name="parent_id" label={words.parent} rules={needed}>
            <ChoiceSelect which="tiers" />
          </Form.Item>
          <Form.Item name="kind" label={words.kind} rules={needed}>
            <Select options={vocabulary.tierKinds.slice(1)} />
          </Form.Item>
          <Form.Item name="code" label={words.code} rules={needed}>
            <Input maxLength={40} />
          </Form.Item>
        </>
      )}
      <Form.Item name="name" label={words.name} rules={needed}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="zone" label={words.zone}>
        <Input maxLength={40} placeholder="Asia/Shanghai" />
      </Form.Item>
      <Form.Item name="calendar" label={words.calendar}>
        <Input maxLength={40} placeholder="cn" />
      </Form.Item>
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
