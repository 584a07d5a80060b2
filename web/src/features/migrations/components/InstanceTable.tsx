import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import type { InstanceReport } from '@/api/types'
import { useZone } from '@/api/session'
import { exactMoment } from '@/clock/moments'
import { OrderNumber } from '@/ui/OrderNumber'
import { useLanguage, useWords } from '@/words'
import { migrations } from '@/words/migrations'

/** What happens, or happened, to one instance. */
export interface InstanceLine {
  instance: string
  order: string | null
  number: string | null
  key: string
  outcome?: string
  status?: string
  report: InstanceReport
}

const GOOD = new Set(['migrates', 'migrated'])

/** What a migration does, or did, to each instance. */
export function InstanceTable({ label, items }: { label: string; items: readonly InstanceLine[] }) {
  const words = useWords(migrations)
  const names: Record<string, unknown> = words
  return (
    <section className="panel panel-table" aria-label={label}>
      <Table<InstanceLine>
        size="small"
        rowKey="instance"
        dataSource={[...items]}
        pagination={items.length > 20 ? { pageSize: 20, size: 'small' } : false}
        columns={[
          {
            title: words.order,
            render: (_, one) =>
              one.order !== null && one.number !== null ? (
                <Link to="/orders/$orderId" params={{ orderId: one.order }}>
                  <OrderNumber number={one.number} />
                </Link>
              ) : (
                one.key
              ),
          },
          {
            title: words.outcome,
            render: (_, one) => {
              const outcome = one.outcome ?? one.status ?? ''
              const mark = GOOD.has(outcome) ? 'mark mark-calm' : outcome === 'refused' ? 'mark mark-late' : 'mark'
              return <span className={mark}>{typeof names[outcome] === 'string' ? names[outcome] : outcome}</span>
            },
          },
          { title: words.what, render: (_, one) => <Told report={one.report} /> },
        ]}
      />
    </section>
  )
}

function Told({ report }: { report: InstanceReport }) {
  const words = useWords(migrations)
  const { language } = useLanguage()
  const zone = useZone()
  const moment = (at: string) => exactMoment(at, language, zone)
  return (
    <ul className="migration-told">
      {report.refusals.map((one) => (
        <li key={`${one.code} ${one.token}`} className="required">
          {language === 'zh' ? one.problem_zh : one.problem}
        </li>
      ))}
      {report.tasks.map((task) => (
        <li key={task.task}>
          {words.task(task.name, task.to_name)}
          {task.due_at !== null &&
            task.due_at_after !== null &&
            ` · ${task.due_at === task.due_at_after ? words.due(moment(task.due_at)) : words.dueChanges(moment(task.due_at), moment(task.due_at_after))}`}
          {task.drafted && ` · ${words.drafted}`}
        </li>
      ))}
    </ul>
  )
}
