import { Checkbox, Form, Input, Select } from 'antd'
import type { FormInstance } from 'antd'
import type { Category, Premise } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { useVocabulary } from '@/api/vocabulary'
import { MomentPicker } from '@/clock/MomentPicker'
import { useWords } from '@/words'
import { intake } from '@/words/intake'
import { PremisePicker } from '@/ui/PremisePicker'

export interface IntakeFacts {
  category: Category
  title: string
  description?: string
  premise?: Premise | null
  tier?: string | null
  area?: string | null
  customer_class?: string | null
  caller_name?: string
  caller_number?: string
  danger?: boolean
  event_at?: string | null
}

interface IntakeFormProps {
  form: FormInstance<IntakeFacts>
  initial: Partial<IntakeFacts>
  /** Premises of the caller's number. */
  offered: readonly Premise[]
  onFinish: (facts: IntakeFacts) => void
}

/** What every order begins with: what, where, who. */
export function IntakeForm({ form, initial, offered, onFinish }: IntakeFormProps) {
  const words = useWords(intake)
  const categories = useVocabulary('categories')
  const areas = useVocabulary('areas')
  const classes = useVocabulary('customer_classes')
  const tiers = useTiers()
  const premise = Form.useWatch('premise', form)
  const needed = { required: true, whitespace: true, message: words.needed }
  const list = (kind: typeof areas) => kind.words.map(({ key }) => ({ value: key, label: kind.name(key) }))
  return (
    <Form<IntakeFacts> form={form} layout="vertical" initialValues={initial} onFinish={onFinish} scrollToFirstError>
      <div className="intake-grid">
        <Form.Item name="category" label={words.category} rules={[{ required: true, message: words.needed }]}>
          <Select options={list(categories)} />
        </Form.Item>
        <Form.Item name="title" label={words.what} rules={[needed]}>
          <Input autoFocus maxLength={200} placeholder={words.whatHint} />
        </Form.Item>
        <Form.Item name="caller_name" label={words.callerName}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="caller_number" label={words.callerNumber}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
        <Form.Item name="premise" label={words.premise} className="intake-wide">
          <PremiseField offered={offered} />
        </Form.Item>
        {!premise && (
          <>
            <Form.Item name="tier" label={words.county} rules={[{ required: true, message: words.whereNeeded }]}>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                options={(tiers.data?.items ?? [])
                  .filter(({ kind }) => kind === 'county')
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
            <Form.Item name="area" label={words.area} rules={[{ required: true, message: words.needed }]}>
              <Select options={list(areas)} />
            </Form.Item>
            <Form.Item name="customer_class" label={words.customerClass} initialValue="ordinary">
              <Select options={list(classes)} />
            </Form.Item>
          </>
        )}
        <Form.Item name="description" label={words.description} className="intake-wide">
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
        <Form.Item name="danger" valuePropName="checked" label=" " colon={false}>
          <Checkbox>{words.danger}</Checkbox>
        </Form.Item>
        <Form.Item name="event_at" label={words.eventAt}>
          <MomentPicker side="past" />
        </Form.Item>
      </div>
    </Form>
  )
}

/** The form gives value and onChange. */
function PremiseField(props: {
  id?: string
  offered: readonly Premise[]
  value?: Premise | null
  onChange?: (premise: Premise | null) => void
}) {
  const { id, offered, value, onChange } = props
  return (
    <PremisePicker id={id} offered={offered} value={value ?? null} onChange={(chosen) => onChange?.(chosen)} />
  )
}
