import { Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Version } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { packages } from '@/words/packages'
import { useVersionCommands } from '../api/usePackages'

export interface VersionCommand {
  what: 'activate' | 'rollBack' | 'deactivate'
  version: Version
}

interface VersionDialogueProps {
  packageKey: string
  asked: VersionCommand
  onClose: () => void
}

/** Asks why a version is activated or taken out of service, and does it. */
export function VersionDialogue({ packageKey, asked: { what, version }, onClose }: VersionDialogueProps) {
  const words = useWords(packages)
  const shared = useWords(common)
  const { done } = useTell()
  const commands = useVersionCommands(packageKey)
  const [reason, setReason] = useState('')
  const [evenCalled, setEvenCalled] = useState(false)
  const command = commands[what]
  const isNeeded = what === 'deactivate'
  const told = (text: string) => {
    done(text)
    onClose()
  }
  const act = () => {
    const onSuccess = (made: { version: number }) => told(words.activated(made.version))
    if (what === 'activate') commands.activate.mutate({ id: version.id, reason }, { onSuccess })
    else if (what === 'rollBack') commands.rollBack.mutate({ reason }, { onSuccess })
    else commands.deactivate.mutate({ reason, evenCalled }, { onSuccess: () => told(words.deactivated) })
  }
  return (
    <Modal
      open
      title={words[what]}
      onCancel={onClose}
      onOk={act}
      okText={words[what]}
      okButtonProps={{ danger: what === 'deactivate', disabled: isNeeded && reason.trim() === '' }}
      confirmLoading={command.isPending}
    >
      <p className="quiet">{what === 'deactivate' ? words.deactivateHint : words.activateHint}</p>
      <Input.TextArea
        aria-label={isNeeded ? shared.reason : words.reasonOptional}
        placeholder={isNeeded ? shared.reason : words.reasonOptional}
        maxLength={500}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {what === 'deactivate' && (
        <Checkbox className="version-even-called" checked={evenCalled} onChange={(event) => setEvenCalled(event.target.checked)}>
          {words.evenCalled}
        </Checkbox>
      )}
      {command.isError && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
