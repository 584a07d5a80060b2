import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { trying } from '@/words/trying'
import { useRecord } from '../api/useTrying'
import type { Files } from '../workspace/Workspace'

interface RecordDialogueProps {
  files: Files
  onClose: () => void
  /** The text of the scenario's file. */
  onRecorded: (text: string) => void
}

/** Asks for an order, and writes a scenario of what happened to it. */
export function RecordDialogue({ files, onClose, onRecorded }: RecordDialogueProps) {
  const words = useWords(trying)
  const id = useId()
  const record = useRecord()
  const [order, setOrder] = useState('')
  const isWhole = /^\d{13}$/.test(order.replace(/\s/g, ''))
  const act = () => {
    if (!isWhole) return
    record.mutate(
      { files: { ...files }, order, name: words.recordedName(order.replace(/\s/g, '').slice(-4)) },
      { onSuccess: ({ text }) => onRecorded(text) },
    )
  }
  return (
    <Modal
      open
      title={words.record}
      okText={words.recordNow}
      okButtonProps={{ disabled: !isWhole }}
      confirmLoading={record.isPending}
      onCancel={onClose}
      onOk={act}
    >
      <p className="quiet">{words.recordHint}</p>
      <label className="form-label" htmlFor={id}>
        {words.orderNumber}
      </label>
      <Input
        id={id}
        autoFocus
        inputMode="numeric"
        maxLength={20}
        placeholder="261123 000001 7"
        value={order}
        onChange={(event) => setOrder(event.target.value)}
        onPressEnter={act}
      />
      {record.isError && <ProblemNote problem={record.error} />}
    </Modal>
  )
}
