import { Table } from 'antd'
import type { LimitContent } from '@/api/types'
import { useNames } from '@/ui/names'
import { useNamed, useWords } from '@/words'
import { limits, limitUnits } from '@/words/limits'
import { conditionText } from './conditions'
import { noticesOf, type NoticeRule } from './notices'
import { useConditionWords } from './useConditionWords'

/** What a version says on telling customers in advance. */
export function NoticeTable({ content }: { content: LimitContent }) {
  const words = useWords(limits)
  const named = useNamed()
  const unitName = useNames(limitUnits)
  const conditions = useConditionWords()
  return (
    <section className="panel panel-table">
      <h2>{words.noticeRules}</h2>
      <Table<NoticeRule>
        size="small"
        rowKey={(one) => `${one.key}-${conditionText(one.when)}`}
        pagination={false}
        dataSource={noticesOf(content)}
        locale={{ emptyText: words.noNotices }}
        columns={[
          {
            key: 'rule',
            title: words.rule,
            render: (_, one) => (
              <>
                {named({ name_zh: one.names.zh, name_en: one.names.en })} <code>{one.key}</code>
              </>
            ),
          },
          { key: 'when', title: words.when, render: (_, one) => conditions(one.when) || words.always },
          {
            key: 'notice',
            title: words.noticeAmount,
            render: (_, { notice }) => (
              <>
                <span className="figures">{notice.amount}</span> {unitName(notice.unit)} <span className="quiet">{notice.note}</span>
              </>
            ),
          },
          { key: 'source', title: words.source, render: (_, { notice }) => <code>{notice.source}</code> },
        ]}
      />
    </section>
  )
}
