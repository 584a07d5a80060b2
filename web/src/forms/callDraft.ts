import { useEffect, useRef } from 'react'

/** What is filled in of the form of an order that is being opened in a call. */
export type CallDraft = Record<string, unknown>

const forms = new Map<string, () => CallDraft | undefined>()

/** Lets others ask what is filled in of the form of a call, as long as it is there; undefined: nothing any more. */
export function useCallDraft(callId: string | undefined, read: () => CallDraft | undefined): void {
  const now = useRef(read)
  useEffect(() => {
    now.current = read
  })
  useEffect(() => {
    if (callId === undefined) return undefined
    const asked = () => now.current()
    forms.set(callId, asked)
    return () => {
      if (forms.get(callId) === asked) forms.delete(callId)
    }
  }, [callId])
}

/** Returns what is being filled in for an order of a call at this moment; undefined: nothing. */
export function callDraft(callId: string): CallDraft | undefined {
  return forms.get(callId)?.()
}
