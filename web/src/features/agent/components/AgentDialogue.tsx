import { Checkbox, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { Agent } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useNames } from '@/ui/names'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { agentStates, agents } from '@/words/agent'
import { useAgent, useAgentCommands, useAgentOptions } from '../api/useAgents'

const MIDDLE = 3

/** What an agent can and which queues they were given, with what they did in the last 24 hours. */
export function AgentDialogue({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const words = useWords(agents)
  const { language } = useLanguage()
  const { done } = useTell()
  const options = useAgentOptions()
  const commands = useAgentCommands()
  const [levels, setLevels] = useState(() => new Map(agent.skills.map((one) => [one.skill, one.level])))
  const [given, setGiven] = useState(
    () => new Map(agent.queues.filter((one) => one.given).map((one) => [one.queue, one])),
  )
  const person = agent.person
  const send = () => {
    const skills = [...levels].map(([skill, level]) => ({ skill, level }))
    const tiers = [...given].map(([queue, { level, position }]) => ({ queue, level, position }))
    commands.skills.mutate(
      { person, body: { skills } },
      {
        onSuccess: () =>
          commands.tiers.mutate(
            { person, body: { tiers } },
            { onSuccess: () => (done(words.kept(agent.name)), onClose()) },
          ),
      },
    )
  }
  const problem = commands.skills.error ?? commands.tiers.error
  const setLevel = (skill: string, level: number | null) =>
    setLevels((before) => {
      const next = new Map(before)
      if (level === null) next.delete(skill)
      else next.set(skill, level)
      return next
    })
  return (
    <Modal
      open
      title={words.givenTitle(agent.name)}
      onCancel={onClose}
      onOk={send}
      confirmLoading={commands.skills.isPending || commands.tiers.isPending}
    >
      <Loaded query={options}>
        {({ skills, queues }) => (
          <>
            <h3 className="section-title">{words.skills}</h3>
            <ul className="plain-list">
              {skills.map((one) => (
                <li key={one.id} className="agent-given">
                  <Checkbox
                    checked={levels.has(one.id)}
                    onChange={({ target }) => setLevel(one.id, target.checked ? MIDDLE : null)}
                  >
                    {one[language]}
                  </Checkbox>
                  {levels.has(one.id) && (
                    <InputNumber
                      size="small"
                      min={1}
                      max={5}
                      precision={0}
                      aria-label={words.levelOf(one[language])}
                      value={levels.get(one.id)}
                      onChange={(level) => level !== null && setLevel(one.id, level)}
                    />
                  )}
                </li>
              ))}
            </ul>
            <h3 className="section-title">{words.queuesGiven}</h3>
            <ul className="plain-list">
              {queues.map((one) => (
                <li key={one.id}>
                  <Checkbox
                    checked={given.has(one.id)}
                    onChange={({ target }) =>
                      setGiven((before) => {
                        const next = new Map(before)
                        if (target.checked) next.set(one.id, { level: 1, position: 1 } as Agent['queues'][number])
                        else next.delete(one.id)
                        return next
                      })
                    }
                  >
                    {one[language]} <span className="quiet">{one.name}</span>
                  </Checkbox>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <Stays person={person} />
      {problem !== null && <ProblemNote problem={problem} />}
    </Modal>
  )
}

/** What an agent did, the newest first. */
function Stays({ person }: { person: string }) {
  const words = useWords(agents)
  const stateName = useNames(agentStates)
  const query = useAgent(person)
  return (
    <>
      <h3 className="section-title">{words.stays}</h3>
      <Loaded query={query}>
        {({ stays }) => (
          <ul className="plain-list agent-stays" tabIndex={0} aria-label={words.stays}>
            {stays.length === 0 && <li className="quiet">{words.noStays}</li>}
            {stays.map((one) => (
              <li key={one.from_at}>
                <Moment at={one.from_at} exact /> {stateName(one.state)} <span className="quiet">{one.by_name}</span>{' '}
                {one.note}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}
