import { Select, Table } from 'antd'
import type { CallMeasureLine, CallMeasuresWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useLanguage, useNamed, useWords } from '@/words'
import { wallboard } from '@/words/wallboard'
import { useCallMeasures } from '../api/useCallMeasures'
import { percentText, secondsText } from './figureText'

export type Period = 'today' | 'yesterday' | 'week' | 'month'

interface CallMeasureTableProps {
  period: Period
  wish: CallMeasuresWish
  onChange: (change: { period?: Period; by?: CallMeasuresWish['by'] }) => void
}

/** How callers were served in a period: by queue, by unit, or by shift. */
export function CallMeasureTable({ period, wish, onChange }: CallMeasureTableProps) {
  const words = useWords(wallboard)
  const query = useCallMeasures(wish)
  return (
    <>
      <div className="filters">
        <Select
          aria-label={words.period}
          value={period}
          options={[
            { value: 'today', label: words.periodToday },
            { value: 'yesterday', label: words.periodYesterday },
            { value: 'week', label: words.periodWeek },
            { value: 'month', label: words.periodMonth },
          ]}
          onChange={(value: Period) => onChange({ period: value })}
        />
        <Select
          aria-label={words.by}
          value={wish.by ?? 'queue'}
          options={[
            { value: 'queue', label: words.byQueue },
            { value: 'tier', label: words.byTier },
            { value: 'shift', label: words.byShift },
          ]}
          onChange={(by) => onChange({ by })}
        />
      </div>
      <Loaded query={query}>
        {({ items, total, shifts_are_capped: capped }) => (
          <section className="panel panel-table">
            {capped && <p className="padded quiet">{words.capped}</p>}
            <Lines lines={items.length > 1 ? [...items, totalLine(total, words.total)] : items} by={wish.by ?? 'queue'} />
          </section>
        )}
      </Loaded>
    </>
  )
}

const TOTAL = 'total'

function totalLine(figures: CallMeasureLine['figures'], name: string): CallMeasureLine {
  const nobodys = { department_name: null, tier_name: null, from_at: null, until_at: null }
  return { key: TOTAL, zh: name, en: name, ...nobodys, figures }
}

function Lines({ lines, by }: { lines: CallMeasureLine[]; by: NonNullable<CallMeasuresWish['by']> }) {
  const words = useWords(wallboard)
  const named = useNamed()
  const { language } = useLanguage()
  const name = { queue: words.queue, tier: words.place, shift: words.byShift }[by]
  const count = (
    key: 'offered' | 'answered' | 'abandoned' | 'short_abandoned' | 'went_on' | 'overflowed_out' | 'overflowed_in',
  ) => ({
    align: 'right' as const,
    render: (_: unknown, line: CallMeasureLine) => line.figures[key],
  })
  const percent = (key: 'service_level_percent' | 'abandonment_percent' | 'occupancy_percent') => ({
    align: 'right' as const,
    render: (_: unknown, line: CallMeasureLine) => percentText(line.figures[key]),
  })
  const length = (key: 'average_wait_seconds' | 'average_handle_seconds') => ({
    align: 'right' as const,
    render: (_: unknown, line: CallMeasureLine) => secondsText(line.figures[key], language),
  })
  return (
    <Table<CallMeasureLine>
      size="small"
      rowKey={(line) => `${line.key} ${line.department_name ?? ''}`}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <span className="quiet">{words.none}</span> }}
      dataSource={lines}
      columns={[
        { key: 'name', title: name, render: (_, line) => named({ name_zh: line.zh, name_en: line.en }) },
        ...(by === 'tier'
          ? []
          : [{ key: 'place', title: words.place, render: (_: unknown, line: CallMeasureLine) => line.department_name }]),
        ...(by === 'shift'
          ? [
              {
                key: 'when',
                title: words.when,
                render: (_: unknown, line: CallMeasureLine) => line.from_at !== null && <Moment at={line.from_at} />,
              },
            ]
          : []),
        { key: 'offered', title: words.offered, ...count('offered') },
        { key: 'answered', title: words.answered, ...count('answered') },
        { key: 'level', title: words.serviceLevel, ...percent('service_level_percent') },
        { key: 'abandoned', title: words.abandoned, ...count('abandoned') },
        { key: 'abandonment', title: words.abandonment, ...percent('abandonment_percent') },
        { key: 'short', title: words.short, ...count('short_abandoned') },
        { key: 'wentOn', title: words.wentOn, ...count('went_on') },
        { key: 'overflowedOut', title: words.overflowedOut, ...count('overflowed_out') },
        { key: 'overflowedIn', title: words.overflowedIn, ...count('overflowed_in') },
        { key: 'wait', title: words.averageWait, ...length('average_wait_seconds') },
        { key: 'handle', title: words.averageHandle, ...length('average_handle_seconds') },
        { key: 'occupancy', title: words.occupancy, ...percent('occupancy_percent') },
      ]}
    />
  )
}
