import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Popconfirm, Table } from 'antd'
import { Trash2 } from 'lucide-react'
import type { DraftLine } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { drafts } from '@/words/workbench'
import { useDeleteDraft, useDrafts } from '../api/useDrafts'

/** The drafts of packages that designers work on. */
export function DraftList() {
  const words = useWords(drafts)
  const shared = useWords(common)
  const navigate = useNavigate()
  const { failed } = useTell()
  const query = useDrafts()
  const remove = useDeleteDraft()
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <div className="panel panel-table">
          <Table<DraftLine>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={pages.flatMap((page) => page.items)}
            locale={{ emptyText: words.none }}
            onRow={(draft) => ({
              className: 'clickable',
              onClick: () => void navigate({ to: '/drafts/$draftId', params: { draftId: draft.id } }),
            })}
            columns={[
              {
                title: words.name,
                render: (_, draft) => (
                  <Link
                    to="/drafts/$draftId"
                    params={{ draftId: draft.id }}
                    onClick={(event) => event.stopPropagation()}
                  >
                    {draft.name}
                  </Link>
                ),
              },
              { title: words.package, dataIndex: 'package' },
              {
                title: words.from,
                render: (_, draft) => (draft.version === null ? '' : words.version(draft.version)),
              },
              { title: words.changed, dataIndex: 'changed_at', render: (at: string) => <Moment at={at} /> },
              { title: words.changedBy, dataIndex: 'changed_by_name' },
              {
                width: 56,
                render: (_, draft) => (
                  <span onClick={(event) => event.stopPropagation()} role="presentation">
                    <Popconfirm
                      title={words.remove}
                      description={words.removeSure}
                      okText={words.remove}
                      cancelText={shared.cancel}
                      onConfirm={() => remove.mutate(draft.id, { onError: failed })}
                    >
                      <Button
                        type="text"
                        size="small"
                        aria-label={`${words.remove} ${draft.name}`}
                        icon={<Trash2 size={15} />}
                      />
                    </Popconfirm>
                  </span>
                ),
              },
            ]}
          />
          {query.hasNextPage && (
            <div className="list-foot">
              <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {shared.loadMore}
              </Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  )
}
