import { Button, Modal } from 'antd'
import { Problem } from '@/api/problem'
import { useWords } from '@/words'
import { workbench } from '@/words/workbench'

interface ConflictProps {
  problem: unknown
  onMine: () => void
  onTheirs: () => void
}

/** Somebody else has changed the draft: nothing is overwritten before one has chosen. */
export function ConflictDialogue({ problem, onMine, onTheirs }: ConflictProps) {
  const words = useWords(workbench)
  const person = problem instanceof Problem ? problem.detail.person : undefined
  return (
    <Modal
      open
      closable={false}
      title={words.changedBy(person ?? words.somebody)}
      footer={[
        <Button key="theirs" onClick={onTheirs}>
          {words.takeTheirs}
        </Button>,
        <Button key="mine" type="primary" danger onClick={onMine}>
          {words.keepMine}
        </Button>,
      ]}
    >
      <p>{words.conflictText}</p>
    </Modal>
  )
}
