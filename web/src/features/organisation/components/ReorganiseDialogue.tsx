import { Form, Input, Modal } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { reorganising } from '@/words/organisation'
import { useReorganise, type Reorganising } from '../api/useReorganise'
import { ChoiceSelect } from './ChoiceSelect'

interface ReorganiseDialogueProps {
  of: Pick<Reorganising, 'kind' | 'id' | 'revision' | 'place'>
  name: string
  onClose: () => void
}

interface Filled {
  target?: string
  reason?: string
}

/** Says how many open tasks go where before it is done; then it can be done, and a worker readdresses them. */
export function ReorganiseDialogue({ of, name, onClose }: ReorganiseDialogueProps) {
  const words = useWords(reorganising)
  const { done } = useTell()
  const [form] = Form.useForm<Filled>()
  const command = useReorganise()
  const told = command.data
  const needsTarget = of.kind === 'move' || of.kind === 'area' || of.kind === 'tierMove'
  const send = (dryRun: boolean) =>
    void form.validateFields().then((filled) =>
      command.mutate(
        { ...of, ...filled, dryRun },
        { onSuccess: () => (dryRun ? undefined : (done(words.begun), onClose())) },
      ),
    )
  return (
    <Modal
      open
      title={words[of.kind](name)}
      onCancel={onClose}
      okText={told === undefined ? words.tell : words.doIt}
      okButtonProps={{ danger: told !== undefined }}
      onOk={() => send(told === undefined)}
      confirmLoading={command.isPending}
    >
      <Form<Filled> form={form} layout="vertical" onValuesChange={() => command.reset()}>
        {of.kind === 'close' && (
          <Form.Item name="target" label={words.successor} extra={words.successorHint}>
            <ChoiceSelect which="departments" />
          </Form.Item>
        )}
        {needsTarget && (
          <Form.Item name="target" label={words.tier} rules={[{ required: true, message: words.needed }]}>
            <ChoiceSelect which="tiers" />
          </Form.Item>
        )}
        <Form.Item name="reason" label={words.reason}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
      {told !== undefined && (
        <div role="status">
          {told.tiers !== undefined && <p>{words.tiersGo(told.tiers, told.departments ?? 0)}</p>}
          {told.orders > 0 && <p>{words.orders(told.orders)}</p>}
          {told.released > 0 && <p>{words.released(told.released)}</p>}
          {told.moves.length === 0 && told.released === 0 && told.orders === 0 && <p>{words.nothing}</p>}
          <ul>
            {told.moves.map((one) => (
              <li key={`${one.from_name} ${one.to_name}`}>{words.goes(one.tasks, one.from_name, one.to_name ?? words.nobody)}</li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  )
}
