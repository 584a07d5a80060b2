import { Checkbox, Select } from 'antd'
import type { OutagesWish } from '@/api/types'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { outageKinds, outages } from '@/words/outages'

interface OutageFiltersProps {
  wish: OutagesWish
  onChange: (wish: OutagesWish) => void
}

/** Which outages. */
export function OutageFilters({ wish, onChange }: OutageFiltersProps) {
  const words = useWords(outages)
  const kinds = useWords(outageKinds)
  return (
    <div className="filters">
      <SearchField
        label={words.find}
        value={wish.text ?? ''}
        onSearch={(text) => onChange({ ...wish, text: text === '' ? undefined : text })}
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.kind}
        placeholder={words.anyKind}
        value={wish.kind ?? null}
        options={(['fault', 'planned'] as const).map((value) => ({ value, label: kinds[value] }))}
        onChange={(kind: OutagesWish['kind'] | null) => onChange({ ...wish, kind: kind ?? undefined })}
      />
      <Checkbox
        checked={wish.going_on ?? true}
        onChange={({ target }) => onChange({ ...wish, going_on: target.checked })}
      >
        {words.now}
      </Checkbox>
    </div>
  )
}
