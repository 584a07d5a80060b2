import { Button, Drawer, Space } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { limits } from '@/words/limits'

interface EditorFrameProps {
  title: string
  problem: unknown
  isBusy: boolean
  /** Keeps what the form says, or with `dryRun` only lets the server look whether it can be read. */
  onSend: (dryRun: boolean) => void
  onClose: () => void
  children: ReactNode
}

/** The drawer of an editor of a version: try and save above, what the server refused before the form. */
export function EditorFrame({ title, problem, isBusy, onSend, onClose, children }: EditorFrameProps) {
  const words = useWords(limits)
  return (
    <Drawer
      open
      size="large"
      title={title}
      onClose={onClose}
      extra={
        <Space>
          <Button onClick={() => onSend(true)} loading={isBusy}>
            {words.tryIt}
          </Button>
          <Button type="primary" onClick={() => onSend(false)} loading={isBusy}>
            {words.save}
          </Button>
        </Space>
      }
    >
      {problem !== null && problem !== undefined && <ProblemNote problem={problem} />}
      {children}
    </Drawer>
  )
}
