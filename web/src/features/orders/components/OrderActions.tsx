import { Button } from 'antd'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { orderActions } from '@/words/orders'
import { useOrderCommands } from '../api/useOrderCommands'
import { AppointmentDialogue } from './AppointmentDialogue'
import { HoldDialogue } from './HoldDialogue'
import { ReasonDialogue } from './ReasonDialogue'

type Open = 'hold' | 'requestHold' | 'requestRelease' | 'requestCancel' | 'requestAppointment'

/** What this person may do to this order, or ask of its process. */
export function OrderActions({ order }: { order: Order }) {
  const words = useWords(orderActions)
  const { done, failed } = useTell()
  const commands = useOrderCommands(order.id)
  const [open, setOpen] = useState<Open>()
  const may = (action: string) => order.permissions.includes(action)
  const isHeld = order.status === 'held'
  const isOpen = order.status === 'open' || isHeld
  const holding = may('hold-order') ? 'hold' : may('request-hold') ? 'requestHold' : undefined
  const release = () =>
    commands.release.mutate(undefined, { onSuccess: () => done(words.doneRelease), onError: failed })
  useKeys({
    h: () => {
      if (isHeld && may('hold-order')) release()
      else if (isHeld && may('request-hold')) setOpen('requestRelease')
      else if (isOpen) setOpen(holding)
    },
    p: () => isOpen && may('request-appointment') && setOpen('requestAppointment'),
  })
  if (!isOpen) return null
  const close = () => setOpen(undefined)
  const told = (text: string) => ({
    onSuccess: () => {
      done(text)
      close()
    },
  })
  return (
    <>
      {may('hold-order') && !isHeld && (
        <Button onClick={() => setOpen('hold')}>
          {words.hold} <kbd aria-hidden>h</kbd>
        </Button>
      )}
      {may('hold-order') && isHeld && (
        <Button loading={commands.release.isPending} onClick={release}>
          {words.release} <kbd aria-hidden>h</kbd>
        </Button>
      )}
      {may('request-hold') && !isHeld && (
        <Button onClick={() => setOpen('requestHold')}>
          {words.requestHold} {holding === 'requestHold' && <kbd aria-hidden>h</kbd>}
        </Button>
      )}
      {may('request-hold') && !may('hold-order') && isHeld && (
        <Button onClick={() => setOpen('requestRelease')}>
          {words.requestRelease} <kbd aria-hidden>h</kbd>
        </Button>
      )}
      {may('request-appointment') && (
        <Button onClick={() => setOpen('requestAppointment')}>
          {words.requestAppointment} <kbd aria-hidden>p</kbd>
        </Button>
      )}
      {may('request-cancellation') && (
        <Button danger onClick={() => setOpen('requestCancel')}>
          {words.requestCancel}
        </Button>
      )}
      {open === 'hold' && (
        <HoldDialogue
          title={words.hold}
          command={commands.hold}
          onClose={close}
          onSend={(hold) => commands.hold.mutate(hold, told(words.doneHold))}
        />
      )}
      {open === 'requestHold' && (
        <HoldDialogue
          title={words.requestHold}
          asks
          command={commands.requestHold}
          onClose={close}
          onSend={(hold) => commands.requestHold.mutate(hold, told(words.doneRequest))}
        />
      )}
      {open === 'requestRelease' && (
        <ReasonDialogue
          title={words.requestRelease}
          label={words.reason}
          command={commands.requestRelease}
          onClose={close}
          onSend={(reason) => commands.requestRelease.mutate(reason, told(words.doneRequest))}
        />
      )}
      {open === 'requestAppointment' && (
        <AppointmentDialogue
          command={commands.requestAppointment}
          onClose={close}
          onSend={(wish) => commands.requestAppointment.mutate(wish, told(words.doneRequest))}
        />
      )}
      {open === 'requestCancel' && (
        <ReasonDialogue
          title={words.requestCancel}
          label={words.why}
          command={commands.requestCancel}
          onClose={close}
          onSend={(reason) => commands.requestCancel.mutate(reason, told(words.doneRequest))}
        />
      )}
    </>
  )
}
