import type { WidgetProps } from '@rjsf/utils'
import { Radio } from 'antd'
import { useWords } from '@/words'
import { common } from '@/words/common'

/** Yes or no. Neither is chosen before somebody answers: a box that is not ticked would say no for them. */
export function YesNo({ id, value, onChange, disabled, readonly }: WidgetProps) {
  const words = useWords(common)
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}__label`}
      optionType="button"
      value={value as unknown}
      disabled={disabled || readonly}
      options={[
        { value: true, label: words.yes },
        { value: false, label: words.no },
      ]}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
