import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { api, answered } from '@/api/client'
import { Problem } from '@/api/problem'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { frame } from '@/words/frame'

/** An order number as it is read out: 13 digits, with blanks or hyphens between them. */
function digitsOf(text: string): string | null {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d{13}$/.test(digits) ? digits : null
}

/** Finds an order: a whole number opens it, anything else searches the list. */
export function FindOrder() {
  const words = useWords(frame)
  const navigate = useNavigate()
  const client = useQueryClient()
  const { failed } = useTell()
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const focus = () => field.current?.focus({ cursor: 'all' })
  useKeys({ '/': focus, 'Ctrl+k': focus }, { last: true })

  const find = async () => {
    const wanted = text.trim()
    if (wanted === '') return
    const number = digitsOf(wanted)
    if (number === null) {
      await navigate({ to: '/orders', search: { text: wanted } })
      return
    }
    try {
      const found = await answered(
        api.GET('/api/v1/orders/by-number/{number}', { params: { path: { number } } }),
      )
      client.setQueryData(['order', found.id], found)
      setText('')
      await navigate({ to: '/orders/$orderId', params: { orderId: found.id } })
    } catch (problem) {
      if (problem instanceof Problem && problem.code === 'look-reason-needed') {
        // Its page asks why one looks.
        setText('')
        await navigate({ to: '/orders/$orderId', params: { orderId: String(problem.detail.order) } })
      } else if (problem instanceof Problem) failed(problem)
      else throw problem
    }
  }

  return (
    <Input
      ref={field}
      className="frame-find"
      type="search"
      allowClear
      value={text}
      prefix={<Search size={16} aria-hidden />}
      suffix={<kbd aria-hidden>Ctrl K</kbd>}
      placeholder={words.search}
      aria-label={words.search}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => void find()}
    />
  )
}
