import { Select, Table } from 'antd'
import type { Category, LimitMeasure, LimitMeasuresWish } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { lengthText } from '@/clock/spans'
import { Loaded } from '@/ui/Loaded'
import { useLanguage, useNamed, useWords } from '@/words'
import { measures } from '@/words/limits'
import { useLimitMeasures } from '../api/useLimits'

interface MeasureTableProps {
  wish: LimitMeasuresWish
  /** The months that can be chosen, the latest first. */
  months: readonly string[]
  onChange: (wish: LimitMeasuresWish) => void
}

/** How limits were kept in a month: on time, late, and on average. */
export function MeasureTable({ wish, months, onChange }: MeasureTableProps) {
  const words = useWords(measures)
  const named = useNamed()
  const { language } = useLanguage()
  const category = useVocabulary('categories')
  const area = useVocabulary('areas')
  const query = useLimitMeasures(wish)
  const span = (seconds: number | null) => (seconds === null ? '' : lengthText(seconds, language))
  return (
    <>
      <div className="filters">
        <Select
          aria-label={words.month}
          value={wish.month}
          options={months.map((value) => ({ value, label: value }))}
          onChange={(month) => onChange({ ...wish, month })}
        />
        <Select
          aria-label={words.level}
          value={wish.level ?? 'city'}
          options={(['province', 'city', 'county'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(level) => onChange({ ...wish, level })}
        />
        <Select
          aria-label={words.category}
          value={wish.category ?? ''}
          options={[
            { value: '', label: words.allCategories },
            ...category.words.map((word) => ({ value: word.key, label: category.name(word.key) })),
          ]}
          onChange={(value) => onChange({ ...wish, category: value === '' ? undefined : (value as Category) })}
        />
      </div>
      <Loaded query={query}>
        {({ items }) => (
          <section className="panel panel-table">
            <Table<LimitMeasure>
              size="small"
              rowKey={(line) => `${line.category} ${line.rule} ${line.tier_id} ${line.area ?? ''}`}
              pagination={{ pageSize: 50, hideOnSinglePage: true }}
              locale={{ emptyText: <span className="quiet">{words.none}</span> }}
              dataSource={items}
              columns={[
                { key: 'category', title: words.category, render: (_, line) => category.name(line.category) },
                { key: 'rule', title: words.rule, render: (_, line) => named(line) },
                { key: 'tier', title: words.tier, dataIndex: 'tier_name' },
                { key: 'area', title: words.area, render: (_, line) => area.name(line.area) },
                { key: 'finished', title: words.finished, dataIndex: 'finished', sorter: (a, b) => a.finished - b.finished },
                {
                  key: 'onTime',
                  title: words.onTime,
                  sorter: (a, b) => (a.on_time_percent ?? 101) - (b.on_time_percent ?? 101),
                  render: (_, line) => line.on_time_percent !== null && `${line.on_time_percent}%`,
                },
                { key: 'late', title: words.late, dataIndex: 'late_running', sorter: (a, b) => a.late_running - b.late_running },
                { key: 'average', title: words.average, render: (_, line) => span(line.average_seconds) },
                { key: 'promised', title: words.promised, render: (_, line) => span(line.promised_seconds) },
                {
                  key: 'asAverage',
                  title: words.asAverage,
                  render: (_, line) =>
                    line.average_kept !== null && (
                      <span className={line.average_kept ? 'mark mark-calm' : 'mark mark-late'}>
                        {line.average_kept ? words.kept : words.broken}
                      </span>
                    ),
                },
              ]}
            />
          </section>
        )}
      </Loaded>
    </>
  )
}
