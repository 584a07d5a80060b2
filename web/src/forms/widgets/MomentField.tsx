import type { WidgetProps } from '@rjsf/utils'
import { MomentPicker } from '@/clock/MomentPicker'

/** A moment, by the clock of the person's tier: the browser's own zone does not matter. */
export function MomentField({ id, value, onChange, disabled, readonly }: WidgetProps) {
  return (
    <MomentPicker
      id={id}
      value={(value as string | undefined) ?? null}
      disabled={disabled || readonly}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}
