import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { useZone } from '@/api/session'
import { businessNow } from './businessClock'

dayjs.extend(utc)
dayjs.extend(timezone)

/** The picker shows wall time as if it were the browser's own; only its digits count, read in the person's zone. */
const DIGITS = 'YYYY-MM-DDTHH:mm:ss'

interface MomentPickerProps {
  id?: string
  /** ISO 8601; null: none is chosen. */
  value?: string | null
  onChange?: (value: string | null) => void
  /** Only moments before now, or only after, can be chosen. */
  side: 'past' | 'future'
  disabled?: boolean
}

/** Chooses a moment, by the clock on the wall of the person's tier. */
export function MomentPicker({ id, value, onChange, side, disabled }: MomentPickerProps) {
  const zone = useZone()
  const onWall = (at: number | string) => dayjs(dayjs(at).tz(zone).format(DIGITS))
  const chosen = (digits: Dayjs | null) =>
    onChange?.(digits === null ? null : dayjs.tz(digits.second(0).format(DIGITS), zone).toISOString())
  const today = onWall(businessNow())
  return (
    <DatePicker
      id={id}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      format="YYYY-MM-DD HH:mm"
      value={value ? onWall(value) : null}
      onChange={chosen}
      disabled={disabled}
      minDate={side === 'future' ? today : undefined}
      maxDate={side === 'past' ? today : undefined}
      defaultPickerValue={today}
      showNow={side === 'past'}
    />
  )
}
