import type { WidgetProps } from '@rjsf/utils'
import { Radio } from 'antd'

/** A few choices, side by side. */
export function Choices({ id, value, options, onChange, disabled, readonly }: WidgetProps) {
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}__label`}
      optionType="button"
      value={value as unknown}
      disabled={disabled || readonly}
      options={(options.enumOptions ?? []).map(({ value: key, label }) => ({ value: key as string, label }))}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
