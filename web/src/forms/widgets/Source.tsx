import type { WidgetProps } from '@rjsf/utils'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { forms } from '@/words/forms'
import type { FormSurroundings } from '../surroundings'

/** A choice from what the API offers: the crews of the county, other counties. */
export function Source({ id, value, options, onChange, disabled, readonly, registry }: WidgetProps) {
  const words = useWords(forms)
  const { key, options: read } = registry.formContext as FormSurroundings
  const source = String(options['source'])
  const query = useQuery({ queryKey: ['options', key, source], queryFn: () => read(source) })
  if (query.isError) return <ProblemNote problem={query.error} onRetry={() => void query.refetch()} />
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'search' }}
      allowClear
      className="form-wide"
      placeholder={words.choose}
      loading={query.isPending}
      value={(value as string | undefined) ?? null}
      disabled={disabled || readonly}
      onChange={(chosen: string | null | undefined) => onChange(chosen ?? undefined)}
      options={(query.data ?? []).map((option) => ({
        value: option.value,
        search: `${option.label} ${option.detail ?? ''}`,
        disabled: !option.available,
        label: (
          <span>
            {option.label} <span className="quiet">{option.available ? option.detail : words.unavailable}</span>
          </span>
        ),
      }))}
    />
  )
}
