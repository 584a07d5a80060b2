import { Segmented, Select } from 'antd'
import { useRef, type ReactNode } from 'react'
import type { InboxWish } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { useKeys } from '@/keyboard/useKeys'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'
import { MoreFilters } from './MoreFilters'
import { ViewMenu } from './ViewMenu'
import './inbox.css'

interface InboxFiltersProps {
  wish: InboxWish
  onChange: (wish: InboxWish) => void
  /** What can be done with what the list shows. */
  actions?: ReactNode
}

const SCOPES = ['all', 'mine', 'department', 'subordinates', 'watched', 'supervised'] as const
type Scope = (typeof SCOPES)[number]
const SORTS = ['due', 'opened', '-opened', 'priority'] as const
/** How a task stands with time, as one choice of three parameters. */
const STANDINGS: Record<string, InboxWish> = {
  late: { overdue: true, soon: undefined, held: undefined },
  soon: { overdue: undefined, soon: true, held: undefined },
  heldOnly: { overdue: undefined, soon: undefined, held: true },
}
const ANY: InboxWish = { overdue: undefined, soon: undefined, held: undefined }
type Standing = 'late' | 'soon' | 'heldOnly'

function standingOf({ overdue, soon, held }: InboxWish): Standing | null {
  return overdue === true ? 'late' : soon === true ? 'soon' : held === true ? 'heldOnly' : null
}

/** Which lines, and in which order. */
export function InboxFilters({ wish, onChange, actions }: InboxFiltersProps) {
  const words = useWords(inbox)
  const categories = useVocabulary('categories')
  const scope = useRef<HTMLDivElement>(null)
  useKeys({ l: () => scope.current?.querySelector<HTMLElement>('input:checked')?.focus() })
  return (
    <>
      <ViewMenu wish={wish} onChange={onChange} />
      <Segmented<Scope>
        ref={scope}
        block
        size="small"
        aria-label={words.scope}
        value={wish.scope ?? 'all'}
        options={SCOPES.map((one) => ({ value: one, label: words[one] }))}
        onChange={(chosen) => onChange({ ...wish, scope: chosen === 'all' ? undefined : chosen })}
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
          allowClear
          className="inbox-standing"
          aria-label={words.standing}
          placeholder={words.anyStanding}
          value={standingOf(wish)}
          options={(['late', 'soon', 'heldOnly'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(standing: Standing | null) => onChange({ ...wish, ...(standing ? STANDINGS[standing] : ANY) })}
        />
        <Select
          size="small"
          aria-label={words.sort}
          value={wish.sort ?? 'due'}
          options={SORTS.map((sort) => ({ value: sort, label: words[sort] }))}
          onChange={(sort) => onChange({ ...wish, sort })}
        />
        <MoreFilters wish={wish} onChange={onChange} />
        {actions}
      </div>
    </>
  )
}
