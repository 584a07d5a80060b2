import { Select } from 'antd'
import type { OrganisationWish } from '@/api/types'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'
import { ChoiceSelect } from './ChoiceSelect'

interface OrganisationFiltersProps {
  wish: OrganisationWish
  onChange: (wish: OrganisationWish) => void
}

/** What of a list is shown, and in which order. */
export function OrganisationFilters({ wish, onChange }: OrganisationFiltersProps) {
  const words = useWords(organisation)
  return (
    <div className="filters">
      <SearchField
        className="find"
        label={words.find}
        value={wish.text ?? ''}
        onSearch={(text) => onChange({ ...wish, text: text === '' ? undefined : text })}
      />
      <ChoiceSelect
        which="tiers"
        label={words.below}
        placeholder={words.everywhere}
        value={wish.below}
        onChange={(below: string | undefined) => onChange({ ...wish, below })}
      />
      <Select
        aria-label={words.state}
        value={wish.state ?? 'active'}
        options={(['active', 'ended', 'all'] as const).map((state) => ({ value: state, label: words[state] }))}
        onChange={(state) => onChange({ ...wish, state })}
      />
      <Select
        aria-label={words.order}
        value={wish.sort ?? 'code'}
        options={[
          { value: 'code' as const, label: words.byCode },
          { value: 'name' as const, label: words.byName },
        ]}
        onChange={(sort) => onChange({ ...wish, sort })}
      />
    </div>
  )
}
