import { Button, Dropdown } from 'antd'
import { useState, type RefObject } from 'react'
import type { Task } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useLanguage, useWords } from '@/words'
import { operations } from '@/words/operations'
import { useTaskOperations } from '../api/useTaskOperations'
import { OperationDialogue, type Asking } from './OperationDialogue'

/** The key of each operation that asks something first, in the order of the menu. */
const KEYS: readonly (readonly [Asking, string])[] = [
  ['reassign', 't'],
  ['reject', 'x'],
  ['hand-up', 'h'],
  ['delegate', 'd'],
  ['co-sign', 's'],
  ['review', 'v'],
  ['take-over', 'y'],
  ['urge', 'g'],
  ['escalate', 'e'],
]

interface MoreOperationsProps {
  task: Task
  revision: number
  /** Where keys work; undefined: everywhere on the page. */
  keysWithin: RefObject<HTMLElement | null> | undefined
  onLeft: () => void
}

/** The menu of what else can be done with a task: what cannot be done now says why. */
export function MoreOperations({ task, revision, keysWithin, onLeft }: MoreOperationsProps) {
  const words = useWords(operations)
  const { language } = useLanguage()
  const commands = useTaskOperations(task.id)
  const [isOpen, setOpen] = useState(false)
  const [asking, setAsking] = useState<Asking>()
  const offered = KEYS.flatMap(([name, key]) => {
    const found = task.operations.find((one) => one.name === name)
    return found === undefined ? [] : [{ ...found, name, key }]
  })
  const begin = (name: Asking) => {
    setOpen(false)
    setAsking(name)
  }
  useKeys(
    {
      m: () => setOpen(offered.length > 0),
      ...Object.fromEntries(offered.filter((one) => one.possible).map(({ name, key }) => [key, () => begin(name)])),
    },
    { within: keysWithin },
  )
  if (offered.length === 0) return null
  return (
    <>
      <Dropdown
        open={isOpen}
        onOpenChange={setOpen}
        trigger={['click']}
        autoFocus
        menu={{
          onClick: ({ key }) => begin(key as Asking),
          items: offered.map((one) => ({
            key: one.name,
            disabled: !one.possible,
            title: (language === 'zh' ? one.reason_zh : one.reason) ?? undefined,
            label: words[one.name],
            extra: <kbd aria-hidden>{one.key}</kbd>,
          })),
        }}
      >
        <Button aria-haspopup="menu" aria-expanded={isOpen}>
          {words.more} <kbd aria-hidden>m</kbd>
        </Button>
      </Dropdown>
      {asking !== undefined && (
        <OperationDialogue
          task={task}
          operation={asking}
          revision={revision}
          commands={commands}
          onClose={() => setAsking(undefined)}
          onLeft={onLeft}
        />
      )}
    </>
  )
}
