import { Form, Input, InputNumber, Modal, Select } from 'antd'
import { useSession } from '@/api/session'
import type { Campaign, CampaignMode } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useFieldFindings } from '@/ui/useFieldFindings'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { campaignKinds, campaigns, weekDays } from '@/words/campaigns'
import { useCampaignCommands } from '../api/useCampaigns'
import { ModeFields } from './ModeFields'
import { readQuiet, writtenQuiet } from '../quiet'
import './campaigns.css'

type Kind = Campaign['kind']
type Rules = Campaign['rules']

interface Facts extends Omit<Rules, 'quiet'> {
  name: string
  kind: Kind
  department_id: string
  script: string
  quiet: string
  mode: CampaignMode
  queue_id?: string | null
  dialogue?: string | null
}

const KINDS = Object.keys(campaignKinds) as Kind[]
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const
const USUAL = {
  kind: 'payment-reminder',
  script: '',
  quiet: '20:00-09:00, 12:00-14:00',
  days_off: [],
  attempts: 3,
  attempts_a_day: 2,
  busy_minutes: 20,
  no_answer_minutes: 120,
  mode: 'preview',
  abandoned_percent: 3,
  lines_most: 10,
  keys: [],
} as const
/** Which field shows what the API says of one of its own. */
const FIELD_OF = {
  name: 'name',
  script: 'script',
  department_id: 'department_id',
  queue_id: 'queue_id',
  dialogue: 'dialogue',
  'rules.quiet': 'quiet',
} as const

interface CampaignDialogueProps {
  /** Left out: a new one is set up. */
  campaign?: Campaign
  onClose: () => void
  onKept: (campaign: string) => void
}

/** Sets a campaign up, or changes one. */
export function CampaignDialogue({ campaign, onClose, onKept }: CampaignDialogueProps) {
  const words = useWords(campaigns)
  const kinds = useWords(campaignKinds)
  const days = useWords(weekDays)
  const { memberships } = useSession()
  const { done } = useTell()
  const { create, change } = useCampaignCommands()
  const command = campaign === undefined ? create : change
  const [form] = Form.useForm<Facts>()
  const { place, rest } = useFieldFindings(form, FIELD_OF)
  const rules = [{ required: true, message: words.needed }]
  const mode = Form.useWatch('mode', form) ?? campaign?.mode ?? 'preview'
  const department = Form.useWatch('department_id', form)
  const own = new Map(memberships.map((one) => [one.department, one.department_name]))
  const departments =
    campaign === undefined ? own : new Map([[campaign.department_id, campaign.department_name ?? '']])
  const told = {
    onSuccess: ({ id }: { id: string }) => {
      done(words.done)
      onKept(id)
    },
    onError: place,
  }
  const send = (facts: Facts) => {
    const { name, kind, department_id, script, quiet, mode, queue_id, dialogue, ...figures } = facts
    const way =
      mode === 'preview' ? { mode } : mode === 'progressive' ? { mode, queue_id: queue_id! } : { mode, dialogue: dialogue! }
    const rules = { ...figures, quiet: readQuiet(quiet) ?? [] }
    const body = { name, kind, department_id, script, ...way, rules }
    if (campaign === undefined) create.mutate(body, told)
    else change.mutate({ ...body, id: campaign.id, revision: campaign.revision }, told)
  }
  const initial =
    campaign === undefined
      ? { ...USUAL, department_id: [...departments.keys()][0] }
      : { ...campaign, ...campaign.rules, quiet: writtenQuiet(campaign.rules.quiet) }
  const isQuiet = (_: unknown, text: string) =>
    readQuiet(text) === null ? Promise.reject(new Error(words.quietWrong)) : Promise.resolve()
  const figure = (name: keyof Rules, label: string, least: number, most: number) => (
    <Form.Item name={name} label={label} rules={rules}>
      <InputNumber className="campaigns-figure" min={least} max={most} precision={0} />
    </Form.Item>
  )
  return (
    <Modal
      open
      width={720}
      className="campaigns-dialogue"
      title={campaign === undefined ? words.add : words.edit}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <Form<Facts>
        form={form}
        layout="vertical"
        initialValues={initial}
        scrollToFirstError={{ focus: true }}
        onFinish={send}
      >
        <Form.Item name="name" label={words.name} rules={[{ required: true, whitespace: true, message: words.needed }]}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <div className="campaigns-pair">
          <Form.Item name="kind" label={words.kind} rules={rules}>
            <Select disabled={campaign !== undefined} options={KINDS.map((value) => ({ value, label: kinds[value] }))} />
          </Form.Item>
          <Form.Item name="department_id" label={words.department} rules={rules}>
            <Select
              disabled={campaign !== undefined}
              options={[...departments].map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        </div>
        <ModeFields mode={mode} department={department} isFixed={campaign?.status === 'running'} />
        <Form.Item name="script" label={words.script}>
          <Input.TextArea rows={3} maxLength={4000} />
        </Form.Item>
        <div className="campaigns-pair">
          <Form.Item name="quiet" label={words.quietHours} extra={words.quietHint} rules={[{ validator: isQuiet }]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="days_off" label={words.daysOff}>
            <Select mode="multiple" options={DAYS.map((value) => ({ value, label: days[value] }))} />
          </Form.Item>
        </div>
        <div className="campaigns-pair campaigns-four">
          {figure('attempts', words.attemptsMost, 1, 10)}
          {figure('attempts_a_day', words.attemptsADay, 1, 10)}
          {figure('busy_minutes', words.busyMinutes, 5, 1440)}
          {figure('no_answer_minutes', words.noAnswerMinutes, 5, 10_080)}
        </div>
      </Form>
      {command.isError && rest !== null && <ProblemNote problem={rest} />}
    </Modal>
  )
}
