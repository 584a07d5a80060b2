import { Button, Dropdown, type MenuProps } from 'antd'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { orderCare } from '@/words/orders'
import { useOrderCare } from '../api/useOrderCare'
import { EraseDialogue } from './EraseDialogue'
import { ReasonDialogue } from './ReasonDialogue'

type Open = 'suspend' | 'cancel' | 'erase'

/** What is done rarely: stopping or cancelling the process, erasing personal values. */
export function OrderCare({ order }: { order: Order }) {
  const words = useWords(orderCare)
  const { done, failed } = useTell()
  const care = useOrderCare(order.id)
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const running = order.instances.find(({ status }) => status === 'active' || status === 'suspended')
  const items: MenuProps['items'] = []
  if (order.permissions.includes('cancel-order') && running !== undefined) {
    if (running.status === 'active') {
      items.push({ key: 'suspend', label: words.suspend, onClick: () => setOpen('suspend') })
    } else {
      const resume = () => care.resume.mutate(running.id, { onSuccess: () => done(words.done), onError: failed })
      items.push({ key: 'resume', label: words.resume, onClick: resume })
    }
    items.push({ key: 'cancel', label: words.cancel, danger: true, onClick: () => setOpen('cancel') })
  }
  if (order.permissions.includes('erase-values')) {
    items.push({ key: 'erase', label: words.erase, danger: true, onClick: () => setOpen('erase') })
  }
  if (items.length === 0) return null
  const told = {
    onSuccess: () => {
      done(words.done)
      close()
    },
  }
  return (
    <>
      <Dropdown autoFocus trigger={['click']} menu={{ items }}>
        <Button icon={<Ellipsis size={16} />} aria-label={words.more} title={words.more} />
      </Dropdown>
      {open === 'suspend' && running !== undefined && (
        <ReasonDialogue
          title={words.suspend}
          label={words.reason}
          note={words.suspendWarning}
          command={care.suspend}
          onClose={close}
          onSend={(reason) => care.suspend.mutate({ instance: running.id, reason }, told)}
        />
      )}
      {open === 'cancel' && running !== undefined && (
        <ReasonDialogue
          title={words.cancel}
          label={words.reason}
          note={words.cancelWarning}
          command={care.cancel}
          onClose={close}
          onSend={(reason) => care.cancel.mutate({ instance: running.id, reason }, told)}
        />
      )}
      {open === 'erase' && (
        <EraseDialogue
          orderId={order.id}
          command={care.erase}
          onClose={close}
          onSend={(erasure) =>
            care.erase.mutate(erasure, {
              onSuccess: ({ erased }) => {
                done(words.erased(erased))
                close()
              },
            })
          }
        />
      )}
    </>
  )
}
