import { Button, Input } from 'antd'
import { useState } from 'react'
import { useWords } from '@/words'
import { pop as popWords } from '@/words/pop'

/** An order's number, of 13 digits, with blanks or hyphens between them. */
const NUMBER = /^\d{13}$/

/** Links the call to an order by the number that the caller reads out. */
export function LinkByNumber({ isPending, onLink }: { isPending: boolean; onLink: (number: string) => void }) {
  const words = useWords(popWords)
  const [text, setText] = useState('')
  const number = text.replace(/[\s-]/g, '')
  const isWhole = NUMBER.test(number)
  const send = () => {
    if (!isWhole) return
    onLink(number)
    setText('')
  }
  return (
    <div className="call-pop-number">
      <Input
        size="small"
        value={text}
        maxLength={20}
        inputMode="numeric"
        placeholder={words.byNumber}
        aria-label={words.byNumber}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={send}
      />
      <Button size="small" disabled={!isWhole} loading={isPending} onClick={send}>
        {words.link}
      </Button>
    </div>
  )
}
