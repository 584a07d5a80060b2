import { Form, Select } from 'antd'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { useOrganisationWords } from '../api/useOrganisation'
import { ChoiceSelect } from './ChoiceSelect'

/** The fields of a place: department, role, post. */
export function PlaceFields() {
  const words = useWords(organisation)
  const { roles, posts } = useOrganisationWords()
  const needed = [{ required: true, message: words.needed }]
  return (
    <>
      <Form.Item name="department_id" label={words.department} rules={needed}>
        <ChoiceSelect which="departments" />
      </Form.Item>
      <Form.Item name="role" label={words.role} rules={needed}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={roles} />
      </Form.Item>
      <Form.Item name="post" label={words.post}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={posts} />
      </Form.Item>
    </>
  )
}
