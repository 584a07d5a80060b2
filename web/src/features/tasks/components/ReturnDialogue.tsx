import { Input, Modal, Radio, Space } from 'antd'
import { useState } from 'react'
import type { ReturnTarget, Task } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { returning } from '@/words/tasks'
import { useReturnTargets } from '../api/useReturnTargets'
import type { useTaskCommands } from '../api/useTaskCommands'

interface ReturnDialogueProps {
  task: Task
  revision: number
  send: ReturnType<typeof useTaskCommands>['returnTask']
  onClose: () => void
  onReturned: () => void
}

/** Returns a task 退回: where to, what that takes away, and why. */
export function ReturnDialogue({ task, revision, send, onClose, onReturned }: ReturnDialogueProps) {
  const words = useWords(returning)
  const { done } = useTell()
  const query = useReturnTargets(task.id)
  const [target, setTarget] = useState<string>()
  const [reason, setReason] = useState('')
  const possible = query.data?.items.find((one) => one.refused === null)
  const chosen = target ?? possible?.element
  const name = query.data?.items.find((one) => one.element === chosen)?.name ?? ''
  const submit = () => {
    if (chosen === undefined || reason.trim() === '') return
    send.mutate(
      { target: chosen, reason: reason.trim(), revision },
      {
        onSuccess: () => {
          done(words.done(name))
          onClose()
          onReturned()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={words.title}
      onCancel={onClose}
      onOk={submit}
      confirmLoading={send.isPending}
      okButtonProps={{ disabled: chosen === undefined || reason.trim() === '' }}
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.nowhere}</p>
          ) : (
            <Radio.Group
              className="return-targets"
              value={chosen}
              onChange={(event) => setTarget(event.target.value as string)}
            >
              <Space orientation="vertical">
                {items.map((one) => (
                  <Radio key={one.element} value={one.element} disabled={one.refused !== null}>
                    <Target target={one} nameOf={(id) => items.find(({ element }) => element === id)?.name ?? id} />
                  </Radio>
                ))}
              </Space>
            </Radio.Group>
          )
        }
      </Loaded>
      <label className="form-label" htmlFor="return-reason">
        {words.reason}
      </label>
      <Input.TextArea
        id="return-reason"
        rows={3}
        maxLength={1000}
        value={reason}
        placeholder={words.reasonNeeded}
        onChange={(event) => setReason(event.target.value)}
      />
      {send.isError && <ProblemNote problem={send.error} />}
    </Modal>
  )
}

function Target({ target, nameOf }: { target: ReturnTarget; nameOf: (element: string) => string }) {
  const words = useWords(returning)
  const { language } = useLanguage()
  return (
    <>
      {target.name}{' '}
      <span className="quiet">
        {words.completedAt} <Moment at={target.completed_at} />
        {target.refused !== null ? (
          <> · {language === 'zh' ? target.refused_zh : target.refused}</>
        ) : (
          <>
            {' · '}
            {target.holder_name !== null ? words.goesTo(target.holder_name) : words.goesToDepartment}
            {' · '}
            {target.cancels.length > 0 ? words.cancels(target.cancels.map(nameOf).join('、')) : words.cancelsNothing}
          </>
        )}
      </span>
    </>
  )
}
