import { Table } from 'antd'
import { useState } from 'react'
import type { ImportReport } from '@/api/types'
import { SearchField } from '@/ui/SearchField'
import { useLanguage, useWords } from '@/words'
import { imports } from '@/words/organisation'

type Problem = ImportReport['problems'][number]

/** All that is wrong with a file: sheet, line, column, and what was expected. */
export function ImportProblems({ problems }: { problems: Problem[] }) {
  const words = useWords(imports)
  const { language } = useLanguage()
  const [text, setText] = useState('')
  const said = (one: Problem) => (language === 'zh' ? one.problem_zh : one.problem) ?? one.problem
  const remedy = (one: Problem) => (language === 'zh' ? one.remedy_zh : one.remedy) ?? ''
  const told = problems.map((one, place) => ({ ...one, place, said: said(one), expected: remedy(one) }))
  const found = told.filter((one) =>
    [one.file, String(one.line), one.field, one.said, one.expected].some((part) => part?.includes(text)),
  )
  return (
    <>
      <SearchField className="find" label={words.findProblem} value={text} onSearch={setText} />
      <Table
        size="small"
        rowKey="place"
        aria-label={words.report}
        dataSource={found}
        pagination={found.length > 50 ? { pageSize: 50, size: 'small' } : false}
        columns={[
          { title: words.sheet, dataIndex: 'file' },
          { title: words.line, dataIndex: 'line', className: 'figures', sorter: (a, b) => (a.line ?? 0) - (b.line ?? 0) },
          { title: words.column, dataIndex: 'field' },
          { title: words.problem, dataIndex: 'said' },
          { title: words.expected, dataIndex: 'expected' },
        ]}
      />
    </>
  )
}
