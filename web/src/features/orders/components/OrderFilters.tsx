import { Select } from 'antd'
import type { OrdersWish } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { useVocabulary } from '@/api/vocabulary'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { orderStatuses } from '@/words/common'
import { orders } from '@/words/orders'

interface OrderFiltersProps {
  wish: OrdersWish
  onChange: (wish: OrdersWish) => void
}

/** Which orders, and in which order. */
export function OrderFilters({ wish, onChange }: OrderFiltersProps) {
  const words = useWords(orders)
  const statuses = useWords(orderStatuses)
  const categories = useVocabulary('categories')
  const tiers = useTiers()
  const choose = (part: OrdersWish) => onChange({ ...wish, ...part })
  return (
    <div className="filters">
      <SearchField
        className="find"
        label={words.find}
        value={wish.text ?? ''}
        onSearch={(text) => choose({ text: text === '' ? undefined : text })}
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.status}
        placeholder={words.anyStatus}
        value={wish.status ?? null}
        options={(['open', 'held', 'done', 'archived', 'cancelled'] as const).map((value) => ({
          value,
          label: statuses[value],
        }))}
        onChange={(status: OrdersWish['status'] | null) => choose({ status: status ?? undefined })}
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.category}
        placeholder={words.anyCategory}
        value={wish.category ?? null}
        options={categories.words.map(({ key }) => ({ value: key, label: categories.name(key) }))}
        onChange={(category: OrdersWish['category'] | null) => choose({ category: category ?? undefined })}
      />
      <Select
        allowClear
        className="order-filter"
        aria-label={words.county}
        placeholder={words.anyTier}
        value={wish.tier ?? null}
        options={(tiers.data?.items ?? [])
          .filter(({ kind }) => kind === 'county' || kind === 'city')
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(tier: string | null) => choose({ tier: tier ?? undefined })}
      />
      <Select
        className="order-filter"
        aria-label={words.opened}
        value={wish.sort ?? '-opened'}
        options={[
          { value: '-opened', label: words.sortNewest },
          { value: 'opened', label: words.sortOldest },
          { value: '-priority', label: words.sortUrgent },
        ]}
        onChange={(sort: OrdersWish['sort']) => choose({ sort })}
      />
    </div>
  )
}
