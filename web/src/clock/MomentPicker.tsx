import { Button, DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { useZone } from '@/api/session'
import { useWords } from '@/words'
import { clocks } from '@/words/clocks'
import { businessNow } from './businessClock'
import './momentPicker.css'

dayjs.extend(utc)
dayjs.extend(timezone)

/** The picker shows wall time as if it were the browser's own; only its digits count, read in the person's zone. */
const DIGITS = 'YYYY-MM-DDTHH:mm:ss'
const MINUTE_STEP = 5
const STEP_MS = MINUTE_STEP * 60_000
/** What is promised most often, in minutes from now. */
const SOON = [60, 120, 240] as const

/** Returns a moment so many minutes of business time from now, rounded up to the picker's step; ISO 8601. */
function inMinutes(minutes: number): string {
  return new Date(Math.ceil((businessNow() + minutes * 60_000) / STEP_MS) * STEP_MS).toISOString()
}

interface MomentPickerProps {
  id?: string
  /** ISO 8601; null: none is chosen. */
  value?: string | null
  onChange?: (value: string | null) => void
  /** Only moments before now, or only after, can be chosen; left out: any. */
  side?: 'past' | 'future'
  disabled?: boolean
}

/**
 * Chooses a moment, by the clock on the wall of the person's tier. What was typed counts as soon as the field is
 * left: nobody has to find the picker's own button.
 */
export function MomentPicker({ id, value, onChange, side, disabled }: MomentPickerProps) {
  const words = useWords(clocks)
  const zone = useZone()
  const onWall = (at: number | string) => dayjs(dayjs(at).tz(zone).format(DIGITS))
  const chosen = (digits: Dayjs | null) =>
    onChange?.(digits === null ? null : dayjs.tz(digits.second(0).format(DIGITS), zone).toISOString())
  const today = onWall(businessNow())
  return (
    <span className="moment-picker">
      <DatePicker
        id={id}
        showTime={{ format: 'HH:mm', minuteStep: MINUTE_STEP }}
        needConfirm={false}
        format="YYYY-MM-DD HH:mm"
        value={value ? onWall(value) : null}
        onChange={chosen}
        disabled={disabled}
        minDate={side === 'future' ? today : undefined}
        maxDate={side === 'past' ? today : undefined}
        defaultPickerValue={today}
        showNow={side === 'past'}
      />
      {side === 'future' &&
        SOON.map((minutes) => (
          <Button key={minutes} size="small" disabled={disabled} onClick={() => onChange?.(inMinutes(minutes))}>
            {words.after(words.minutes(minutes))}
          </Button>
        ))}
    </span>
  )
}
