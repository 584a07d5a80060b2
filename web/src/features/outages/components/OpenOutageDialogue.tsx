import { Form, Input, Modal, Select } from 'antd'
import type { OpenOutage } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { businessNow } from '@/clock/businessClock'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { outageCauses, outageKinds, outages } from '@/words/outages'
import { useOpenOutage } from '../api/useOutages'

interface OpenOutageDialogueProps {
  onClose: () => void
  onOpened: (outage: string) => void
}

/** Records an outage of a transformer area. */
export function OpenOutageDialogue(props: OpenOutageDialogueProps) {
  const tiers = useTiers()
  if (tiers.data === undefined) return null
  return <Asking {...props} counties={tiers.data.items.filter((tier) => tier.kind === 'county')} />
}

interface AskingProps extends OpenOutageDialogueProps {
  counties: readonly { id: string; name: string }[]
}

function Asking({ onClose, onOpened, counties }: AskingProps) {
  const words = useWords(outages)
  const kinds = useWords(outageKinds)
  const causes = useWords(outageCauses)
  const { done } = useTell()
  const command = useOpenOutage()
  const [form] = Form.useForm<OpenOutage>()
  const kind = Form.useWatch('kind', form)
  const rules = [{ required: true, message: words.needed }]
  const send = (values: OpenOutage) =>
    command.mutate(values, {
      onSuccess: ({ outage, orders }) => {
        done(words.recorded(orders))
        onOpened(outage)
      },
    })
  return (
    <Modal open title={words.open} onCancel={onClose} onOk={() => form.submit()} confirmLoading={command.isPending}>
      <Form<OpenOutage>
        form={form}
        layout="vertical"
        initialValues={{
          kind: 'fault',
          cause: 'unknown',
          starts_at: new Date(businessNow()).toISOString(),
          tier_id: counties.length === 1 ? counties[0]!.id : undefined,
        }}
        onFinish={send}
      >
        <Form.Item name="kind" label={words.kind} rules={rules}>
          <Select options={(['fault', 'planned'] as const).map((value) => ({ value, label: kinds[value] }))} />
        </Form.Item>
        <Form.Item name="title" label={words.what} rules={rules}>
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="tier_id" label={words.county} rules={rules}>
          <Select options={counties.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="transformer_area" label={words.area} rules={rules}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="cause" label={words.cause} rules={rules}>
          <Select
            options={(Object.keys(causes) as (keyof typeof causes)[]).map((value) => ({ value, label: causes[value] }))}
          />
        </Form.Item>
        <Form.Item name="starts_at" label={words.starts} rules={rules}>
          <MomentPicker side={kind === 'planned' ? 'future' : 'past'} />
        </Form.Item>
        <Form.Item
          name="expected_at"
          label={words.expected}
          rules={[{ required: kind === 'planned', message: words.needed }]}
        >
          <MomentPicker side="future" />
        </Form.Item>
        <Form.Item name="description" label={words.description}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
