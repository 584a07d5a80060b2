import { Button, Dropdown, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { Agent, AgentsWish } from '@/api/types'
import { useNow } from '@/clock/useNow'
import { spanText } from '@/clock/spans'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { SearchField } from '@/ui/SearchField'
import { useLanguage, useWords } from '@/words'
import { agent as agentWords, agentStates, agents } from '@/words/agent'
import { useAgents, type Supervising } from '../api/useAgents'
import { AgentDialogue } from './AgentDialogue'
import { ForceDialogue } from './ForceDialogue'
import { SuperviseDialogue } from './SuperviseDialogue'
import './agent.css'

type State = Agent['state']
const STATES: readonly State[] = ['available', 'ringing', 'talking', 'after-call', 'break', 'signed-out']
const SUPERVISING: readonly Supervising[] = ['listen', 'whisper', 'barge']

interface AgentTableProps {
  wish: AgentsWish
  onWish: (wish: AgentsWish) => void
  /** Shows the call in which an agent is. */
  onCall: (call: string) => void
  onControl: (control: string) => void
}

type Open =
  | { what: 'force' | 'given'; agent: Agent }
  | { what: Supervising; agent: Agent; call: string }

/** What the agents do whom one leads, since when, and what can be done about it. */
export function AgentTable({ wish, onWish, onCall, onControl }: AgentTableProps) {
  const words = useWords(agents)
  const states = useWords(agentStates)
  const may = useMay()
  const query = useAgents(wish)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const mayForce = may('force-agent')
  const acts = (one: Agent) => [
    ...(mayForce
      ? [
          { key: 'force', label: words.force, onClick: () => setOpen({ what: 'force', agent: one }) },
          { key: 'given', label: words.given, onClick: () => setOpen({ what: 'given', agent: one }) },
        ]
      : []),
    ...(one.call !== null && may('supervise-call')
      ? SUPERVISING.map((what) => ({
          key: what,
          label: words[what],
          onClick: () => setOpen({ what, agent: one, call: one.call! }),
        }))
      : []),
  ]
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => onWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          className="order-filter"
          allowClear
          aria-label={words.state}
          placeholder={words.anyState}
          value={wish.state ?? null}
          options={STATES.map((value) => ({ value, label: states[value] }))}
          onChange={(state: State | null) => onWish({ ...wish, state: state ?? undefined })}
        />
        <Select
          className="order-filter"
          aria-label={words.order}
          value={wish.sort ?? 'name'}
          options={[
            { value: 'name', label: words.byName },
            { value: 'state', label: words.byState },
            { value: 'since', label: words.bySince },
          ]}
          onChange={(sort: NonNullable<AgentsWish['sort']>) => onWish({ ...wish, sort })}
        />
      </div>
      <ListTable<Agent & { id: string }>
        query={query}
        label={words.title}
        empty={words.none}
        atLeast={900}
        columns={[
          { title: words.name, render: (_, one) => one.name, width: 110 },
          { title: words.departments, render: (_, one) => one.departments.join(' · ') },
          { title: words.state, render: (_, one) => <Said agent={one} />, width: 230 },
          { title: words.since, render: (_, one) => <Since at={one.state === 'signed-out' ? null : one.since} />, width: 100 },
          {
            title: words.device,
            render: (_, one) => (
              <>
                {one.device_name ?? <span className="quiet">—</span>}{' '}
                {one.in_step === false && <span className="mark mark-near">{words.outOfStep}</span>}
              </>
            ),
            width: 150,
          },
          {
            title: words.queues,
            render: (_, one) => <Queues agent={one} />,
          },
          {
            title: <span className="quiet">{words.acts}</span>,
            width: 190,
            render: (_, one) => (
              <span className="agent-acts">
                {one.call !== null && (
                  <Button size="small" onClick={() => onCall(one.call!)}>
                    {words.call}
                  </Button>
                )}
                {acts(one).length > 0 && (
                  <Dropdown autoFocus trigger={['click']} menu={{ items: acts(one) }}>
                    <Button size="small">
                      {words.acts} <span className="unseen">{one.name}</span>
                    </Button>
                  </Dropdown>
                )}
              </span>
            ),
          },
        ]}
      />
      {open?.what === 'force' && <ForceDialogue agent={open.agent} onClose={close} />}
      {open?.what === 'given' && <AgentDialogue agent={open.agent} onClose={close} />}
      {open !== undefined && 'call' in open && (
        <SuperviseDialogue name={open.agent.name} call={open.call} verb={open.what} onClose={close} onControl={onControl} />
      )}
    </>
  )
}

function Said({ agent }: { agent: Agent }) {
  const words = useWords(agents)
  const own = useWords(agentWords)
  const stateName = useNames(agentStates)
  const { language } = useLanguage()
  const reason = language === 'zh' ? agent.reason_zh : agent.reason_en
  return (
    <span className={`agent-said agent-state-${agent.state}`}>
      {stateName(agent.state)}
      {agent.said === 'break' && ` · ${reason ?? (agent.reason === 'no-answer' ? own.noAnswer : (agent.reason ?? ''))}`}
      {agent.forced_by !== null && <span className="quiet"> {words.forcedBy(agent.forced_by)}</span>}
    </span>
  )
}

function Since({ at }: { at: string | null }) {
  const now = useNow()
  const { language } = useLanguage()
  if (at === null) return <span className="quiet">—</span>
  return <span className="figures">{spanText(Math.max(now - Math.floor(Date.parse(at) / 1000), 0), language)}</span>
}

function Queues({ agent }: { agent: Agent }) {
  const { language } = useLanguage()
  return (
    <span className="marks">
      {agent.queues.map((one) => (
        <span key={one.queue} className="mark">
          {one[language]}
        </span>
      ))}
    </span>
  )
}
