import { Select, Table } from 'antd'
import type { LimitDifference } from '@/api/types'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { limits } from '@/words/limits'
import { useLimitComparison, useLimitVersions } from '../api/useLimits'

interface ComparisonProps {
  id: string
  profile: string
  to: string | undefined
  onChange: (to: string | undefined) => void
}

/** What a version says differently from another one, or from what comes with the product. */
export function Comparison({ id, profile, to, onChange }: ComparisonProps) {
  const words = useWords(limits)
  const versions = useLimitVersions({ profile })
  const query = useLimitComparison(id, to)
  const others = versions.data?.pages.flatMap((page) => page.items).filter((line) => line.id !== id) ?? []
  return (
    <section className="panel panel-table">
      <h2>{words.compare}</h2>
      <Select
        aria-label={words.compareWith}
        placeholder={words.compareWith}
        allowClear
        style={{ minWidth: 220 }}
        value={to}
        options={[
          { value: profile, label: words.shipped },
          ...others.map((line) => ({ value: line.id, label: `${line.version} · ${words[line.state]}` })),
        ]}
        onChange={(value: string | undefined) => onChange(value)}
      />
      {to !== undefined && (
        <Loaded query={query}>
          {({ items }) => (
            <Table<LimitDifference>
              size="small"
              rowKey={(one) => `${one.part} ${one.key} ${one.field ?? ''}`}
              pagination={false}
              locale={{ emptyText: <span className="quiet">{words.same}</span> }}
              dataSource={items}
              columns={[
                { key: 'key', title: words.rule, render: (_, one) => <code>{one.key}</code> },
                { key: 'field', title: '', dataIndex: 'field' },
                { key: 'before', title: words.before, render: (_, one) => <del>{one.before}</del> },
                { key: 'after', title: words.after, render: (_, one) => <ins>{one.after}</ins> },
              ]}
            />
          )}
        </Loaded>
      )}
    </section>
  )
}
