import { Button, Mentions } from 'antd'
import type { MentionsRef } from 'antd/es/mentions'
import { useRef, useState } from 'react'
import { useKeys } from '@/keyboard/useKeys'
import { useWords } from '@/words'
import { notes } from '@/words/orderNotes'
import { useMentionable } from '../api/useComments'

interface CommentFieldProps {
  orderId: string
  initial?: string
  /** `w` leads into it. */
  withKey?: boolean
  isSending: boolean
  onSend: (text: string, people: string[], departments: string[]) => void
  onCancel?: () => void
}

/** A field for a comment: `@` offers colleagues and departments; Ctrl Enter sends. */
export function CommentField({ orderId, initial = '', withKey = false, isSending, onSend, onCancel }: CommentFieldProps) {
  const words = useWords(notes)
  const [text, setText] = useState(initial)
  const [typed, setTyped] = useState<string>()
  const [chosen, setChosen] = useState<Record<string, { kind: string; id: string }>>({})
  const field = useRef<MentionsRef>(null)
  useKeys({ w: () => withKey && field.current?.focus() })
  const offered = useMentionable(orderId, typed)
  const send = () => {
    if (text.trim() === '') return
    const named = Object.entries(chosen)
      .filter(([name]) => text.includes(`@${name}`))
      .map(([, mention]) => mention)
    const of = (kind: string) => named.filter((one) => one.kind === kind).map(({ id }) => id)
    onSend(text.trim(), of('person'), of('department'))
    setText('')
  }
  return (
    <div className="comment-field">
      <Mentions
        ref={field}
        rows={2}
        maxLength={4000}
        value={text}
        aria-label={words.write}
        placeholder={words.write}
        loading={offered.isFetching}
        filterOption={false}
        options={(offered.data?.items ?? [])
          .filter(({ name }) => name !== null)
          .map(({ kind, id, name }) => ({ value: name!, key: `${kind}:${id}`, label: name! }))}
        onChange={setText}
        onSearch={setTyped}
        onSelect={({ key, value }) => {
          const [kind, id] = String(key).split(':')
          setChosen({ ...chosen, [value!]: { kind: kind!, id: id! } })
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) send()
        }}
      />
      <div className="order-notes-actions">
        <Button size="small" type="primary" loading={isSending} disabled={text.trim() === ''} onClick={send}>
          {onCancel === undefined ? words.send : words.save}
        </Button>
        {onCancel !== undefined && (
          <Button size="small" onClick={onCancel}>
            {words.cancel}
          </Button>
        )}
      </div>
    </div>
  )
}
