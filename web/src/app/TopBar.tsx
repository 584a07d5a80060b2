import { Button } from 'antd'
import { Keyboard } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { businessRate } from '@/clock/businessClock'
import { BusinessTime } from '@/clock/BusinessTime'
import { AccountMenu } from '@/features/accounts/components/AccountMenu'
import { RingButton } from '@/features/demonstration/components/RingButton'
import { NoticesButton } from '@/features/notifications/components/NoticesButton'
import { useWords } from '@/words'
import { frame } from '@/words/frame'
import { FindOrder } from './FindOrder'

/** The bar above every page: find an order, the clock, notices, one's account. */
export function TopBar({ onKeyMap }: { onKeyMap: () => void }) {
  const words = useWords(frame)
  const may = useMay()
  const navigate = useNavigate()
  const rate = businessRate()
  return (
    <header className="frame-top">
      <FindOrder />
      <div className="frame-top-right">
        {may('demonstrate') && <RingButton />}
        {/* Whoever takes calls finds it in the bar of the telephone, for their call. */}
        {may('open-order') && !may('take-calls') && (
          <Button onClick={() => void navigate({ to: '/intake' })}>
            {words.intake} <kbd aria-hidden>n</kbd>
          </Button>
        )}
        <span className="quiet" title={rate === 1 ? undefined : words.rate(rate)}>
          <BusinessTime />
          {rate !== 1 && ` ×${rate}`}
        </span>
        <NoticesButton />
        <Button
          className="frame-keys"
          type="text"
          icon={<Keyboard size={18} />}
          aria-label={words.keyboard}
          title={words.keyboard}
          onClick={onKeyMap}
        />
        <AccountMenu onOwnAccount={() => void navigate({ to: '/account' })} />
      </div>
    </header>
  )
}
