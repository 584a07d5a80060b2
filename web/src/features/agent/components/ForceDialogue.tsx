import { Form, Input, Modal, Radio } from 'antd'
import type { Agent } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { agents } from '@/words/agent'
import { useAgentCommands, useAgentOptions } from '../api/useAgents'

interface Filled {
  /** signed-out, available, or break and the reason's key. */
  to: string
  note: string
}

/** Changes what an agent does, with a reason that the agent is told. */
export function ForceDialogue({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const words = useWords(agents)
  const { language } = useLanguage()
  const { done } = useTell()
  const { force } = useAgentCommands()
  const options = useAgentOptions()
  const [form] = Form.useForm<Filled>()
  const send = ({ to, note }: Filled) => {
    const [state, reason] = to.split(' ') as ['signed-out' | 'available' | 'break', string | undefined]
    force.mutate(
      { person: agent.person, body: { state, note, reason: reason ?? null } },
      { onSuccess: () => (done(words.forced(agent.name)), onClose()) },
    )
  }
  const needed = [{ required: true, whitespace: true, message: words.needed }]
  return (
    <Modal
      open
      title={words.forceTitle(agent.name)}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={force.isPending}
    >
      <Form<Filled> form={form} layout="vertical" onFinish={send}>
        <Form.Item name="to" label={words.state} rules={needed}>
          <Radio.Group
            className="agent-choices"
            options={[
              { value: 'available', label: words.makeAvailable },
              ...(options.data?.reasons ?? []).map((one) => ({ value: `break ${one.key}`, label: words.onBreak(one[language]) })),
              { value: 'signed-out', label: words.makeSignedOut },
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label={words.note} extra={words.noteHint} rules={needed}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      {force.isError && <ProblemNote problem={force.error} />}
    </Modal>
  )
}
