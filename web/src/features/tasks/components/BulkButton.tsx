import { Button } from 'antd'
import { useState } from 'react'
import type { InboxLine } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { bulk } from '@/words/bulk'
import { BulkDialogue } from './BulkDialogue'

/** Opens the bulk actions 批量 on the lines that a list shows. */
export function BulkButton({ lines }: { lines: readonly InboxLine[] }) {
  const words = useWords(bulk)
  const [isOpen, setOpen] = useState(false)
  useKeys({ B: () => setOpen(true) })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.button} <kbd aria-hidden>B</kbd>
      </Button>
      {isOpen && <BulkDialogue lines={lines} onClose={() => setOpen(false)} />}
    </>
  )
}
