import { Button, Drawer, Space } from 'antd'
import { Lock, LockKeyhole } from 'lucide-react'
import { useState } from 'react'
import type { Order } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { restricted } from '@/words/security'
import { useRestriction } from '../api/useRestriction'
import { LiftDialogue } from './LiftDialogue'
import { LookPanel } from './LookPanel'
import { PartyList } from './PartyList'
import { RestrictDialogue } from './RestrictDialogue'

/** On the page of an order: restricts it; of a restricted one shows who is named, whom it concerns, who looked. */
export function RestrictionButton({ order }: { order: Order }) {
  const words = useWords(restricted)
  const { done } = useTell()
  const [open, setOpen] = useState<'restrict' | 'shown' | 'name' | 'lift'>()
  const { restrict, name } = useRestriction(order.id)
  const may = order.permissions.includes('restrict-order')
  if (order.restriction === null) {
    if (!may) return null
    return (
      <>
        <Button icon={<LockKeyhole size={16} />} onClick={() => setOpen('restrict')}>
          {words.restrict}
        </Button>
        {open === 'restrict' && (
          <RestrictDialogue
            title={words.restrict}
            note={words.warning}
            command={restrict}
            onClose={() => setOpen(undefined)}
            onSend={(body) =>
              restrict.mutate(body, { onSuccess: () => (done(words.done), setOpen(undefined)) })
            }
          />
        )}
      </>
    )
  }
  return (
    <>
      <Button icon={<Lock size={16} />} onClick={() => setOpen('shown')}>
        {words.mark}
      </Button>
      <Drawer open={open === 'shown'} title={words.title} size="large" onClose={() => setOpen(undefined)} destroyOnHidden>
        <PartyList order={order} title={words.named} parties={order.restriction.named} mayTakeOut={may} />
        <PartyList order={order} title={words.concerned} parties={order.restriction.concerned} mayTakeOut={false} />
        {may && (
          <Space>
            <Button onClick={() => setOpen('name')}>{words.name}</Button>
            <Button onClick={() => setOpen('lift')}>{words.lift}</Button>
          </Space>
        )}
        <h3>{words.looks}</h3>
        <LookPanel orderId={order.id} />
      </Drawer>
      {open === 'lift' && <LiftDialogue orderId={order.id} onClose={() => setOpen('shown')} />}
      {open === 'name' && (
        <RestrictDialogue
          title={words.name}
          command={name}
          onClose={() => setOpen('shown')}
          onSend={(body) => name.mutate(body, { onSuccess: () => (done(words.added), setOpen('shown')) })}
        />
      )}
    </>
  )
}
