import { Checkbox, Segmented, Select } from 'antd'
import type { InboxWish } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'
import './inbox.css'

interface InboxFiltersProps {
  wish: InboxWish
  onChange: (wish: InboxWish) => void
}

const SCOPES = ['all', 'mine', 'department', 'subordinates', 'watched'] as const
type Scope = (typeof SCOPES)[number]
const SORTS = ['due', 'opened', '-opened', 'priority'] as const

/** Which lines, and in which order. */
export function InboxFilters({ wish, onChange }: InboxFiltersProps) {
  const words = useWords(inbox)
  const categories = useVocabulary('categories')
  return (
    <>
      <Segmented<Scope>
        block
        size="small"
        aria-label={words.scope}
        value={(wish.scope ?? 'all')}
        options={SCOPES.map((scope) => ({
          value: scope,
          label: words[scope],
        }))}
        onChange={(scope) => onChange({ ...wish, scope: scope === 'all' ? undefined : scope })}
      />
      <div className="filters">
        <SearchField
          size="small"
          className="inbox-find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => onChange({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          size="small"
          allowClear
          className="inbox-category"
          aria-label={words.category}
          placeholder={words.category}
          value={wish.category ?? null}
          options={categories.words.map(({ key }) => ({ value: key, label: categories.name(key) }))}
          onChange={(category: InboxWish['category'] | null) => onChange({ ...wish, category: category ?? undefined })}
        />
        <Select
          size="small"
          aria-label={words.sort}
          value={wish.sort ?? 'due'}
          options={SORTS.map((sort) => ({ value: sort, label: words[sort] }))}
          onChange={(sort) => onChange({ ...wish, sort })}
        />
        <Checkbox
          checked={wish.overdue === true}
          onChange={(event) => onChange({ ...wish, overdue: event.target.checked ? true : undefined })}
        >
          {words.overdue}
        </Checkbox>
      </div>
    </>
  )
}
