import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { InboxLine } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'
import { SuperviseManyDialogue } from './SuperviseManyDialogue'

/** Issues supervision orders 督办 about several of the lines that a list shows. */
export function SuperviseManyButton({ lines }: { lines: readonly InboxLine[] }) {
  const words = useWords(supervision)
  const may = useMay()('supervise-order')
  const [isOpen, setOpen] = useState(false)
  useKeys({ S: () => setOpen(may) })
  if (!may) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.issueTitle} <kbd aria-hidden>S</kbd>
      </Button>
      {isOpen && <SuperviseManyDialogue lines={lines} onClose={() => setOpen(false)} />}
    </>
  )
}
