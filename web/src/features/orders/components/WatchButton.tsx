import { Button } from 'antd'
import { Eye, EyeOff } from 'lucide-react'
import type { Order } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { orderWatch } from '@/words/orders'
import { useWatch } from '../api/useWatch'

/** Watches the order, or no longer; says how many people do. */
export function WatchButton({ order }: { order: Order }) {
  const words = useWords(orderWatch)
  const { done, failed } = useTell()
  const watch = useWatch(order.id)
  const turn = () => {
    if (watch.isPending) return
    watch.mutate(!order.watching, {
      onSuccess: ({ watching }) => done(watching ? words.watched : words.unwatched),
      onError: failed,
    })
  }
  useKeys({ g: turn })
  return (
    <Button
      icon={order.watching ? <EyeOff size={16} /> : <Eye size={16} />}
      title={words.watchers(order.watchers)}
      loading={watch.isPending}
      onClick={turn}
    >
      {order.watching ? words.unwatch : words.watch} {order.watchers > 0 && order.watchers} <kbd aria-hidden>g</kbd>
    </Button>
  )
}
