import { Select } from 'antd'
import type { ChangesWish } from '@/api/types'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { changes } from '@/words/administration'

interface ChangeFiltersProps {
  wish: ChangesWish
  subjects: readonly { value: string; label: string }[]
  onChange: (wish: ChangesWish) => void
}

/** Which changes are shown, and in which order. */
export function ChangeFilters({ wish, subjects, onChange }: ChangeFiltersProps) {
  const words = useWords(changes)
  return (
    <div className="filters">
      <SearchField
        className="find"
        label={words.find}
        value={wish.text ?? ''}
        onSearch={(text) => onChange({ ...wish, text: text === '' ? undefined : text })}
      />
      <Select
        aria-label={words.subject}
        value={wish.subject ?? ''}
        options={[{ value: '', label: words.allSubjects }, ...subjects]}
        onChange={(subject) => onChange({ ...wish, subject: subject === '' ? undefined : subject })}
      />
      <Select
        aria-label={words.order}
        value={wish.sort ?? '-changed'}
        options={[
          { value: '-changed', label: words.newest },
          { value: 'changed', label: words.oldest },
        ]}
        onChange={(sort) => onChange({ ...wish, sort })}
      />
    </div>
  )
}
