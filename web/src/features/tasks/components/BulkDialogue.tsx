import { Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { InboxLine } from '@/api/types'
import { PickList } from '@/ui/PickList'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { bulk as bulkWords } from '@/words/bulk'
import { asking } from '@/words/operations'
import { useBulk, type BulkOperation, type BulkResult } from '../api/useBulk'
import { ReceiverSelect, type Chosen } from './ReceiverSelect'

const OPERATIONS: readonly BulkOperation[] = ['claim', 'release', 'reassign', 'urge', 'complete']

interface BulkDialogueProps {
  /** The lines that the list shows now. */
  lines: readonly InboxLine[]
  onClose: () => void
}

/** Does one thing to several tasks of the list; each tells whether it was done, and why not. */
export function BulkDialogue({ lines, onClose }: BulkDialogueProps) {
  const words = useWords(bulkWords)
  const bulk = useBulk()
  const [operation, setOperation] = useState<BulkOperation>('claim')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [to, setTo] = useState<Chosen[]>([])
  const [reason, setReason] = useState('')
  const tasks = [...new Map(lines.map((line) => [line.task, line])).values()]
  const chosen = tasks.filter((line) => picked.has(line.task))
  const [first] = to
  const isReassign = operation === 'reassign'
  const isReady = chosen.length > 0 && (!isReassign || (first !== undefined && reason.trim() !== ''))
  const run = () =>
    bulk.mutate({
      operation,
      tasks: chosen.map(({ task, revision }) => ({ task, revision: operation === 'urge' ? null : revision })),
      department: isReassign ? (first?.department ?? null) : null,
      person: isReassign ? (first?.person ?? null) : null,
      reason: reason.trim(),
      values: {},
    })
  const results = new Map(bulk.data?.items.map((item) => [item.task, item]))
  return (
    <Modal
      open
      title={words.title}
      width={640}
      okText={words.run}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={bulk.isPending}
      onOk={run}
      onCancel={onClose}
    >
      <Radio.Group
        aria-label={words.what}
        value={operation}
        options={OPERATIONS.map((value) => ({ value, label: words[value] }))}
        onChange={(event) => {
          setOperation(event.target.value as BulkOperation)
          bulk.reset()
        }}
      />
      {operation === 'complete' && <p className="quiet">{words.completeHint}</p>}
      {(isReassign || operation === 'urge') && (
        <Details isReassign={isReassign} taskId={chosen[0]?.task} to={to} reason={reason} onTo={setTo} onReason={setReason} />
      )}
      <PickList label={words.lines} lines={tasks} keyOf={({ task }) => task} picked={picked} onPick={setPicked}>
        {(line) => ({
          name: `${line.name} · ${line.order_number ?? line.caller_number ?? ''} ${line.order_title ?? ''}`,
          result: <Result of={results.get(line.task)} />,
        })}
      </PickList>
      {bulk.data !== undefined && (
        <p role="status">{words.result(String(bulk.data.done), String(bulk.data.failed))}</p>
      )}
      {bulk.isError && <ProblemNote problem={bulk.error} />}
    </Modal>
  )
}

function Result({ of: result }: { of: BulkResult | undefined }) {
  const words = useWords(bulkWords)
  const { language } = useLanguage()
  if (result === undefined) return null
  if (result.done) return <span className="mark mark-calm">{words.rowDone}</span>
  return <div className="bulk-refused">{language === 'zh' ? result.detail_zh : result.detail}</div>
}

interface DetailsProps {
  isReassign: boolean
  /** Whose receivers are offered; undefined: nothing is chosen yet. */
  taskId: string | undefined
  to: Chosen[]
  reason: string
  onTo: (to: Chosen[]) => void
  onReason: (reason: string) => void
}

function Details({ isReassign, taskId, to, reason, onTo, onReason }: DetailsProps) {
  const words = useWords(asking)
  return (
    <div className="bulk-details">
      {isReassign && taskId !== undefined && <ReceiverSelect taskId={taskId} purpose="reassign" value={to} onChange={onTo} />}
      <Input
        aria-label={words.reason}
        placeholder={words.reason}
        maxLength={1000}
        value={reason}
        onChange={(event) => onReason(event.target.value)}
      />
    </div>
  )
}
