import { Button } from 'antd'
import { PhoneIncoming, X } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { CallLine } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { calls, callStates } from '@/words/calls'
import { common } from '@/words/common'
import { useNewestCalls } from '../api/useCalls'
import './calls.css'

const LIVE = new Set(['offered', 'queued', 'ringing', 'answered'])

/** Calls that are going on now, above every page of whoever opens orders. */
export function CallPop({ onOpen }: { onOpen: (call: string) => void }) {
  const may = useMay()
  const { data } = useNewestCalls(may('open-order'))
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const hide = (id: string) => setHidden((before) => new Set(before).add(id))
  const shown = (data?.items ?? []).filter(({ id, state }) => LIVE.has(state) && !hidden.has(id)).slice(0, 3)
  const [newest] = shown
  const open = (id: string) => {
    hide(id)
    onOpen(id)
  }
  useKeys({ a: () => newest !== undefined && open(newest.id) }, { last: true })
  if (shown.length === 0) return null
  return (
    <div className="call-pops" role="status">
      {shown.map((call) => (
        <Pop
          key={call.id}
          call={call}
          onHide={() => hide(call.id)}
          withKey={call === newest}
          onOpen={() => open(call.id)}
        />
      ))}
    </div>
  )
}

interface PopProps {
  call: CallLine
  /** Its button has the key. */
  withKey: boolean
  onOpen: () => void
  onHide: () => void
}

function Pop({ call, withKey, onOpen, onHide }: PopProps) {
  const words = useWords(calls)
  const shared = useWords(common)
  const stateName = useNames(callStates)
  return (
    <div className="call-pop">
      <PhoneIncoming size={18} aria-hidden />
      <strong className="figures">{call.caller_number ?? words.withheld}</strong>
      <span>{call.caller_name}</span>
      <span className="mark mark-near">{stateName(call.state)}</span>
      <span className="quiet">
        {call.queue} {call.agent_name}
      </span>
      <Button type="primary" size="small" className="call-pop-open" onClick={onOpen}>
        {words.openIt} {withKey && <kbd aria-hidden>a</kbd>}
      </Button>
      <Button type="text" size="small" icon={<X size={16} />} aria-label={shared.close} onClick={onHide} />
    </div>
  )
}
