import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { NoticeText } from '@/api/types'
import { Loaded } from '@/ui/Loaded'
import { SearchField } from '@/ui/SearchField'
import { useLanguage, useWords } from '@/words'
import { notices, noticeTexts } from '@/words/notices'
import { useTexts } from '../api/useTexts'
import { TextEditor } from './TextEditor'

interface TextListProps {
  text: string | undefined
  onSearch: (text: string | undefined) => void
}

/** The texts of all kinds of notices, each to be edited. */
export function TextList({ text, onSearch }: TextListProps) {
  const words = useWords(noticeTexts)
  const kindWords = useWords(notices)
  const { language } = useLanguage()
  const [edited, setEdited] = useState<string | null>(null)
  const query = useTexts(text)
  const zh = language === 'zh'
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={text ?? ''}
          onSearch={(found) => onSearch(found === '' ? undefined : found)}
        />
      </div>
      <Loaded query={query}>
        {({ items }) => {
          const open = items.find(({ kind }) => kind === edited)
          return (
            <section className="panel panel-table">
              <Table<NoticeText>
                size="small"
                rowKey="kind"
                pagination={false}
                locale={{ emptyText: words.none }}
                dataSource={items}
                columns={[
                  {
                    key: 'kind',
                    title: kindWords.kind,
                    render: (_, one) => (
                      <>
                        {zh ? one.name_zh : one.name} {one.urgent && <Tag color="error">{kindWords.urgent}</Tag>}
                        {one.revision > 0 && <Tag>{words.own}</Tag>}
                      </>
                    ),
                  },
                  { key: 'zh', title: words.chinese, dataIndex: 'example_zh' },
                  { key: 'en', title: words.english, dataIndex: 'example_en' },
                  {
                    key: 'edit',
                    title: '',
                    render: (_, one) => (
                      <Button size="small" onClick={() => setEdited(one.kind)}>
                        {words.edit}
                      </Button>
                    ),
                  },
                ]}
              />
              {open !== undefined && <TextEditor key={open.kind} found={open} onClose={() => setEdited(null)} />}
            </section>
          )
        }}
      </Loaded>
    </>
  )
}
