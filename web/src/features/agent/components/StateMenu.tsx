import { Button, Dropdown, type MenuProps } from 'antd'
import { ChevronDown, Headset } from 'lucide-react'
import { useRef, useState } from 'react'
import type { MyAgentState } from '@/api/types'
import { useNow } from '@/clock/useNow'
import { spanText } from '@/clock/spans'
import { useKeys } from '@/keyboard/useKeys'
import { useNames } from '@/ui/names'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { agent, agentStates } from '@/words/agent'
import { useAgentState, useDevices, useSetState, type Wanted } from '../api/useAgent'
import './agent.css'

/** What I do at the telephone and since when; the menu signs in and out, takes a break, ends it. Key: `A`. */
export function StateMenu() {
  const { data: state } = useAgentState()
  return state === undefined ? null : <Menu state={state} />
}

function Menu({ state }: { state: MyAgentState }) {
  const words = useWords(agent)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { failed } = useTell()
  const command = useSetState()
  const isOut = state.said === 'signed-out'
  const devices = useDevices(isOut)
  const { language } = useLanguage()
  useKeys({ A: () => setOpen(true) }, { last: true })
  // Opened before there is something to choose it would have no focus.
  const isReading = isOut && devices.isPending
  // A menu that shuts while one is in it leaves one at its button, not nowhere.
  const turn = (opens: boolean) => {
    setOpen(opens)
    if (!opens && document.activeElement?.closest('[role=menu]')) button.current?.focus()
  }
  const choose = (wanted: Wanted) => command.mutate(wanted, { onError: failed })
  const note = (key: string, label: string) => ({ key, label, disabled: true })
  const items: MenuProps['items'] = isOut
    ? devices.data === undefined
      ? [note('unread', words.unread)]
      : devices.data.items.length === 0
        ? [note('none', words.noDevice)]
        : devices.data.items.map((one) => ({
            key: one.id,
            label: words.signInAt(one.name, one.taken_by),
            onClick: () => choose({ do: 'sign-in', device: one.id }),
          }))
    : [
        ...(state.state === 'after-call' || state.said === 'break'
          ? [
              {
                key: 'available',
                label: state.said === 'break' ? words.endBreak : words.endAfterCall,
                onClick: () => choose({ do: 'available' }),
              },
            ]
          : []),
        ...state.reasons.map((one) => ({
          key: one.key,
          label: words.takeBreak(language === 'zh' ? one.zh : one.en, one.limit_minutes),
          onClick: () => choose({ do: 'break', reason: one.key }),
        })),
        { type: 'divider' as const },
        { key: 'out', label: words.signOut, onClick: () => choose({ do: 'sign-out' }) },
      ]
  return (
    <Dropdown autoFocus trigger={['click']} open={isOpen && !isReading} onOpenChange={turn} menu={{ items }}>
      <Button
        ref={button}
        type="text"
        className={`agent-state agent-state-${state.state}`}
        icon={<Headset size={16} aria-hidden />}
        loading={command.isPending || (isOpen && isReading)}
      >
        <span className="unseen">{words.menu}</span>
        <Said state={state} />
        <ChevronDown size={14} aria-hidden />
      </Button>
    </Dropdown>
  )
}

/** What is said of a state: the word, a break's reason, since when, what is over its limit, what is out of step. */
function Said({ state }: { state: MyAgentState }) {
  const words = useWords(agent)
  const name = useNames(agentStates)
  const now = useNow()
  const { language } = useLanguage()
  const seconds = state.since === null ? null : Math.max(now - Math.floor(Date.parse(state.since) / 1000), 0)
  const left = state.until === null ? null : Math.max(Math.floor(Date.parse(state.until) / 1000) - now, 0)
  const reason = language === 'zh' ? state.reason_zh : state.reason_en
  const isLate =
    state.state === 'break' && state.limit_minutes !== null && seconds !== null && seconds > state.limit_minutes * 60
  const isNext = state.said === 'break' && state.state !== 'break'
  return (
    <>
      <span>
        {name(state.state)}
        {state.said === 'break' && (
          <>
            {isNext && ` · ${words.then}`} {reason ?? (state.reason === 'no-answer' ? words.noAnswer : state.reason)}
          </>
        )}
      </span>
      {state.state !== 'signed-out' && seconds !== null && (
        <span className={isLate ? 'figures due-late' : 'figures quiet'} aria-hidden>
          {left === null ? spanText(seconds, language) : words.left(spanText(left, language))}
        </span>
      )}
      {state.in_step === false && <span className="mark mark-near">{words.outOfStep}</span>}
    </>
  )
}
