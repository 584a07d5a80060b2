import { Form, Input } from 'antd'
import type { components } from '@/api/schema'
import type { OrganisationPerson } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useCreate } from '../api/useOrganisationCommands'
import { FormDialogue } from './FormDialogue'
import { PlaceFields } from './PlaceFields'

type Body = components['schemas']['AddMembershipBody']

/** Gives a person one more place. */
export function PlaceDialogue({ person, onClose }: { person: OrganisationPerson; onClose: () => void }) {
  const words = useWords(organisation)
  const { done } = useTell()
  const { place } = useCreate()
  const send = (body: Body) =>
    place.mutate({ ...body, person: person.id }, { onSuccess: () => (done(words.kept), onClose()) })
  return (
    <FormDialogue<Body> title={words.placeOf(person.name)} command={place} onClose={onClose} onSend={send}>
      <PlaceFields />
      <Form.Item name="reason" label={words.reason}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDialogue>
  )
}
