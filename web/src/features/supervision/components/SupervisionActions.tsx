import { Button, Input, Space } from 'antd'
import { useId, useRef, useState } from 'react'
import { MomentPicker } from '@/clock/MomentPicker'
import { useKeys } from '@/keyboard/useKeys'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'
import { useSupervisionCommands, type Supervision } from '../api/useSupervisions'

/** Replies to a supervision order; accepts the reply, sends it back, or withdraws the order. */
export function SupervisionActions({ of: one }: { of: Supervision }) {
  const words = useWords(supervision)
  const { done } = useTell()
  const { reply, judge, withdraw } = useSupervisionCommands(one.id)
  const [text, setText] = useState('')
  const [deadline, setDeadline] = useState<string | null>(null)
  const field = useId()
  const said = text.trim()
  const { revision } = one
  const told = {
    onSuccess: () => {
      setText('')
      done(words.done)
    },
  }
  const answer = () => {
    if (one.may_reply) {
      if (said !== '') reply.mutate({ reply: said, revision }, told)
    } else if (one.may_judge && one.status === 'replied') judge.mutate({ accepted: true, verdict: said, revision }, told)
  }
  const actions = useRef<HTMLDivElement>(null)
  useKeys({ 'Ctrl+Enter': answer }, { within: actions })
  const label = one.may_reply ? words.reply : words.verdict
  const failed = reply.error ?? judge.error ?? withdraw.error
  return (
    <div ref={actions} className="supervision-actions">
      <Input.TextArea
        aria-label={`${one.number} ${label}`}
        placeholder={`${label}：${words.write}`}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Space wrap>
        {one.may_reply && (
          <Button type="primary" disabled={said === ''} loading={reply.isPending} onClick={answer}>
            {words.replyAction} <kbd aria-hidden>Ctrl ↵</kbd>
          </Button>
        )}
        {one.may_judge && one.status === 'replied' && (
          <>
            <Button type="primary" loading={judge.isPending} onClick={answer}>
              {words.accept} <kbd aria-hidden>Ctrl ↵</kbd>
            </Button>
            <label className="quiet" htmlFor={field}>
              {words.newDeadline}
            </label>
            <MomentPicker id={field} side="future" value={deadline} onChange={setDeadline} />
            <Button
              disabled={said === ''}
              loading={judge.isPending}
              onClick={() => judge.mutate({ accepted: false, verdict: said, deadline, revision }, told)}
            >
              {words.sendBack}
            </Button>
          </>
        )}
        {one.may_judge && (
          <Button danger disabled={said === ''} loading={withdraw.isPending} onClick={() => withdraw.mutate({ reason: said, revision }, told)}>
            {words.withdraw}
          </Button>
        )}
      </Space>
      {failed !== null && <ProblemNote problem={failed} />}
    </div>
  )
}
