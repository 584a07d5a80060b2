import { Link, useNavigate } from '@tanstack/react-router'
import { Table } from 'antd'
import type { Version } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useNamed, useWords } from '@/words'
import { packages } from '@/words/packages'
import { usePackages } from '../api/usePackages'

/** All packages, each by its active version. */
export function PackageTable() {
  const words = useWords(packages)
  const named = useNamed()
  const navigate = useNavigate()
  const categories = useVocabulary('categories')
  const query = usePackages()
  return (
    <Loaded query={query}>
      {({ items }) => (
        <div className="panel panel-table">
          <Table<Version>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: words.none }}
            onRow={(version) => ({
              className: 'clickable',
              onClick: () => void navigate({ to: '/packages/$packageKey', params: { packageKey: version.package } }),
            })}
            columns={[
              {
                title: words.name,
                render: (_, version) => (
                  <Link
                    to="/packages/$packageKey"
                    params={{ packageKey: version.package }}
                    onClick={(event) => event.stopPropagation()}
                  >
                    {named(version)}
                  </Link>
                ),
              },
              { title: words.key, dataIndex: 'package' },
              { title: words.category, dataIndex: 'category', render: (key: string | null) => categories.name(key) },
              {
                title: words.version,
                render: (_, version) => (
                  <>
                    {version.version}{' '}
                    {!version.runs && <span className="mark mark-late">{words.cannotRun}</span>}
                  </>
                ),
              },
              { title: words.deployedAt, dataIndex: 'deployed_at', render: (at: string) => <Moment at={at} /> },
              { title: words.deployedBy, dataIndex: 'deployed_by_name' },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}
