import { Modal } from 'antd'
import type { Task } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { operations } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'
import { AskForm } from './AskForm'
import { FORM, type OperationForm } from './operationForm'
import { ReasonForm } from './ReasonForm'
import { ReassignForm } from './ReassignForm'
import { RejectForm } from './RejectForm'

/** Operations that ask something of the person before they are done. */
export type Asking =
  'reassign' | 'reject' | 'hand-up' | 'take-over' | 'delegate' | 'co-sign' | 'review' | 'urge' | 'escalate'

interface OperationDialogueProps {
  task: Task
  operation: Asking
  revision: number
  commands: TaskOperations
  onClose: () => void
  /** Called when the task has left one's hands. */
  onLeft: () => void
}

/** Asks what an operation needs: to whom, why, by when. */
export function OperationDialogue({ task, operation, revision, commands, onClose, onLeft }: OperationDialogueProps) {
  const words = useWords(operations)
  const { done } = useTell()
  const command = {
    reassign: commands.reassign,
    reject: commands.reject,
    'hand-up': commands.handUp,
    'take-over': commands.takeOver,
    delegate: commands.delegate,
    'co-sign': commands.coSign,
    review: commands.review,
    urge: commands.urge,
    escalate: commands.escalate,
  }[operation]
  const leaves = operation === 'reassign' || operation === 'reject' || operation === 'hand-up'
  const form: OperationForm = {
    taskId: task.id,
    orderId: task.order?.id ?? null,
    revision,
    onDone: () => {
      done(words.done(words[operation]))
      onClose()
      if (leaves) onLeft()
    },
  }
  return (
    <Modal
      open
      title={words[operation]}
      onCancel={onClose}
      okButtonProps={{ htmlType: 'submit', form: FORM }}
      confirmLoading={command.isPending}
      destroyOnHidden
    >
      <p className="quiet">{words[`${operation}Hint`]}</p>
      {operation === 'reassign' && <ReassignForm {...form} send={commands.reassign} />}
      {operation === 'reject' && <RejectForm {...form} send={commands.reject} />}
      {(operation === 'delegate' || operation === 'co-sign' || operation === 'review') && (
        <AskForm {...form} operation={operation} commands={commands} />
      )}
      {(operation === 'hand-up' || operation === 'take-over' || operation === 'escalate' || operation === 'urge') && (
        <ReasonForm {...form} operation={operation} commands={commands} />
      )}
      {command.isError && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
