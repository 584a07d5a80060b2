import { Button, Checkbox, Select } from 'antd'
import type { OutagesWish } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { outageKinds, outages, outageSorts, outageStatuses } from '@/words/outages'

interface OutageFiltersProps {
  wish: OutagesWish
  onChange: (wish: OutagesWish) => void
}

const KINDS = ['fault', 'planned'] as const
const STATUSES = ['announced', 'active', 'restored', 'cancelled'] as const
const SORTS = ['-starts', 'starts'] as const

/** Which outages, and in which order. */
export function OutageFilters({ wish, onChange }: OutageFiltersProps) {
  const words = useWords(outages)
  const kinds = useWords(outageKinds)
  const statuses = useWords(outageStatuses)
  const sorts = useWords(outageSorts)
  const tiers = useTiers()
  const typed = (text: string) => (text === '' ? undefined : text)
  return (
    <div className="filters">
      <SearchField className="find" label={words.find} value={wish.text ?? ''} onSearch={(text) => onChange({ ...wish, text: typed(text) })} />
      <SearchField className="find" label={words.area} value={wish.area ?? ''} onSearch={(area) => onChange({ ...wish, area: typed(area) })} />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.kind}
        placeholder={words.anyKind}
        value={wish.kind ?? null}
        options={KINDS.map((value) => ({ value, label: kinds[value] }))}
        onChange={(kind: OutagesWish['kind'] | null) => onChange({ ...wish, kind: kind ?? undefined })}
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.status}
        placeholder={words.anyStatus}
        value={wish.status ?? null}
        options={STATUSES.map((value) => ({ value, label: statuses[value] }))}
        onChange={(status: OutagesWish['status'] | null) =>
          onChange({ ...wish, status: status ?? undefined, going_on: status === undefined ? wish.going_on : false })
        }
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.place}
        placeholder={words.anyPlace}
        value={wish.tier ?? null}
        options={(tiers.data?.items ?? [])
          .filter(({ kind }) => kind === 'county' || kind === 'city')
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(tier: string | null) => onChange({ ...wish, tier: tier ?? undefined })}
      />
      <Select
        className="order-filter"
        aria-label={words.sort}
        value={wish.sort ?? '-starts'}
        options={SORTS.map((value) => ({ value, label: sorts[value] }))}
        onChange={(sort: OutagesWish['sort']) => onChange({ ...wish, sort })}
      />
      <Checkbox checked={wish.going_on ?? true} onChange={({ target }) => onChange({ ...wish, going_on: target.checked })}>
        {words.now}
      </Checkbox>
      {wish.premise !== undefined && wish.premise !== null && (
        <Button size="small" onClick={() => onChange({ ...wish, premise: undefined })}>
          {words.onlyPremise} ×
        </Button>
      )}
    </div>
  )
}
