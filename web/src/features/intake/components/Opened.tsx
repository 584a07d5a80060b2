import { Button, Result } from 'antd'
import type { OpenedOrder } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { OrderNumber } from '@/ui/OrderNumber'
import { useWords } from '@/words'
import { intake } from '@/words/intake'

interface OpenedProps {
  opened: OpenedOrder
  onOrder: (order: string) => void
  /** Goes back to the call; left out: there is none. */
  onCall?: () => void
  /** Begins the next one. */
  onAnother: () => void
}

/** The order exists: its number, to be read out to the customer. */
export function Opened({ opened, onOrder, onCall, onAnother }: OpenedProps) {
  const words = useWords(intake)
  useKeys({ n: onAnother })
  return (
    <Result
      status={opened.message === null ? 'success' : 'warning'}
      title={words.opened}
      subTitle={
        <>
          {words.tellNumber}
          <div className="intake-number" data-testid="order-number">
            <OrderNumber number={opened.number} />
          </div>
        </>
      }
      extra={[
        onCall && (
          <Button key="call" type="primary" autoFocus onClick={onCall}>
            {words.backToCall}
          </Button>
        ),
        <Button key="order" autoFocus={!onCall} onClick={() => onOrder(opened.order)}>
          {words.view}
        </Button>,
        <Button key="another" onClick={onAnother}>
          {words.openAnother} <kbd aria-hidden>n</kbd>
        </Button>,
      ]}
    >
      {opened.message !== null && <p>{words.stuck}</p>}
    </Result>
  )
}
