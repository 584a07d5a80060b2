import { useEffect, useRef, useState, type RefObject } from 'react'
import { isTyping, useKeys } from '@/keyboard/useKeys'

interface PopOpen {
  isOpen: boolean
  panel: RefObject<HTMLElement | null>
  setOpen: (open: boolean) => void
}

/**
 * Whether the pop is open beside the page. A call opens it as it comes, unless somebody is typing; whoever begins to
 * type elsewhere has the room, and it shrinks to the bar. It takes the focus only by the key `a`.
 */
export function usePopOpen(callId: string | undefined): PopOpen {
  const panel = useRef<HTMLElement>(null)
  const [shown, setShown] = useState<{ call: string | undefined; open: boolean }>({ call: undefined, open: false })
  if (shown.call !== callId) {
    setShown({ call: callId, open: callId !== undefined && !isTyping(document.activeElement) })
  }
  const isOpen = shown.call === callId && shown.open
  const wanted = useRef(false)
  const focus = () => panel.current?.querySelector<HTMLElement>('section a, section button')?.focus()
  useEffect(() => {
    if (isOpen && wanted.current) focus()
    wanted.current = false
  }, [isOpen])
  useEffect(() => {
    const entered = ({ target }: FocusEvent) => {
      const isElsewhere = target instanceof Node && panel.current?.contains(target) === false
      if (isElsewhere && isTyping(target)) setShown((before) => ({ ...before, open: false }))
    }
    document.addEventListener('focusin', entered)
    return () => document.removeEventListener('focusin', entered)
  }, [])
  const setOpen = (open: boolean) => setShown({ call: callId, open })
  useKeys(
    {
      a: () => {
        if (callId === undefined) return
        if (isOpen) focus()
        else {
          wanted.current = true
          setOpen(true)
        }
      },
    },
    { last: true },
  )
  return { isOpen, panel, setOpen }
}
