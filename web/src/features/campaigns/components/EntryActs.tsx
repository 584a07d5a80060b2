import { Button, Dropdown, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { CampaignEntry } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { campaigns, decisions } from '@/words/campaigns'
import { useCampaignCommands } from '../api/useCampaigns'
import { useCallCommands } from '../api/useNextCall'
import { ResultForm } from './ResultForm'

type Status = CampaignEntry['status']
type Act = 'tell' | 'callAgain' | 'leaveOut'

/** In which statuses whoever runs the campaign decides so. */
const WHERE: Record<Act, readonly Status[]> = {
  tell: ['calling', 'unknown'],
  callAgain: ['unknown', 'exhausted', 'left-out', 'done'],
  leaveOut: ['waiting', 'held', 'exhausted', 'unknown'],
}
const ACTS = Object.keys(WHERE) as Act[]

/** What whoever runs a campaign decides about a line. */
export function EntryActs({ entry }: { entry: CampaignEntry }) {
  const words = useWords(campaigns)
  const [act, setAct] = useState<Act>()
  const close = () => setAct(undefined)
  return (
    <>
      <Dropdown
        autoFocus
        trigger={['click']}
        menu={{
          items: ACTS.filter((key) => WHERE[key].includes(entry.status)).map((key) => ({ key, label: words[key] })),
          onClick: ({ key }) => setAct(key as Act),
        }}
      >
        <Button size="small">
          {words.acts} <span className="unseen">{entry.number}</span>
        </Button>
      </Dropdown>
      {act === 'tell' && <TellDialogue entry={entry} onClose={close} />}
      {(act === 'callAgain' || act === 'leaveOut') && <WhyDialogue entry={entry} verb={act} onClose={close} />}
    </>
  )
}

interface WhyDialogueProps {
  entry: CampaignEntry
  verb: 'callAgain' | 'leaveOut'
  onClose: () => void
}

/** Asks why a line is left out, or called again. */
function WhyDialogue({ entry, verb, onClose }: WhyDialogueProps) {
  const words = useWords(campaigns)
  const meanings = useWords(decisions)
  const { done } = useTell()
  const command = useCampaignCommands()[verb]
  const [form] = Form.useForm<{ reason: string }>()
  const told = {
    onSuccess: () => {
      done(words.done)
      onClose()
    },
  }
  return (
    <Modal
      open
      title={`${words[verb]} ${entry.number}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <p className="quiet">{meanings[verb]}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }) => command.mutate({ entry: entry.id, reason }, told)}
      >
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: words.needed }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={300} />
        </Form.Item>
      </Form>
      {command.isError && <ProblemNote problem={command.error} />}
    </Modal>
  )
}

/** Tells the result of somebody else's call. */
function TellDialogue({ entry, onClose }: { entry: CampaignEntry; onClose: () => void }) {
  const words = useWords(campaigns)
  const { tell } = useCallCommands()
  const [form] = Form.useForm()
  return (
    <Modal
      open
      width={640}
      title={`${words.tell} ${entry.number}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={tell.isPending}
    >
      <ResultForm entry={entry.id} form={form} tell={tell} onTold={onClose} />
    </Modal>
  )
}
