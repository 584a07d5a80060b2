import { Button, Dropdown, Table } from 'antd'
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { Package, RunningOn, Version } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { useLanguage, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { packages } from '@/words/packages'
import { useRunning } from '../api/usePackages'
import { VersionDialogue, type VersionCommand } from './VersionDialogue'

export interface VersionAction {
  key: string
  label: string
  /** It is offered for these versions. */
  isFor?: (version: Version) => boolean
  act: (version: Version) => void
}

interface VersionTableProps {
  found: Package
  shown: number
  onShow: (version: number) => void
  /** What other parts of the application do with a version. */
  more: readonly VersionAction[]
}

/** All versions of a package, which of them is active, and what can be done with each. */
export function VersionTable({ found, shown, onShow, more }: VersionTableProps) {
  const words = useWords(packages)
  const { language } = useLanguage()
  const diagramWords = useWords(diagrams)
  const may = useMay()
  const running = useRunning(found.key)
  const [asked, setAsked] = useState<VersionCommand>()
  const items = (version: Version) => [
    ...(may('deploy') && !version.active && version.runs
      ? [{ key: 'activate', label: words.activate, onClick: () => setAsked({ what: 'activate', version }) }]
      : []),
    ...(may('deploy') && version.active
      ? [
          ...(found.versions.length > 1
            ? [{ key: 'rollBack', label: words.rollBack, onClick: () => setAsked({ what: 'rollBack', version }) }]
            : []),
          { key: 'deactivate', label: words.deactivate, onClick: () => setAsked({ what: 'deactivate', version }) },
        ]
      : []),
    ...more
      .filter(({ isFor }) => isFor === undefined || isFor(version))
      .map(({ key, label, act }) => ({ key, label, onClick: () => act(version) })),
  ]
  return (
    <section className="panel panel-table">
      <Table<Version>
        size="small"
        rowKey="id"
        pagination={found.versions.length > 10 ? { pageSize: 10, size: 'small' } : false}
        dataSource={found.versions}
        rowClassName={(version) => (version.version === shown ? 'version-shown' : '')}
        columns={[
          {
            key: 'version',
            title: words.version,
            render: (_, version) => (
              <>
                <Button type="link" size="small" className="version-link" onClick={() => onShow(version.version)}>
                  {diagramWords.version(version.version)}
                </Button>{' '}
                {version.active && <span className="mark mark-calm">{words.active}</span>}
                {version.broken !== null && (
                  <span className="mark mark-late" title={(language === 'zh' ? version.broken_zh : version.broken) ?? ''}>
                    {words.broken}
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'deployedAt',
            title: words.deployedAt,
            dataIndex: 'deployed_at',
            render: (at: string) => <Moment at={at} />,
          },
          { key: 'deployedBy', title: words.deployedBy, dataIndex: 'deployed_by_name' },
          ...(running === undefined
            ? []
            : [
                {
                  key: 'running',
                  title: words.running,
                  render: (_: unknown, { id }: Version) => (
                    <Running on={running.find((one) => one.definition_id === id)} />
                  ),
                },
              ]),
          {
            key: 'hash',
            title: words.hash,
            dataIndex: 'source_hash',
            responsive: ['lg'],
            render: (hash: string) => <code className="quiet">{hash.slice(0, 12)}</code>,
          },
          {
            key: 'actions',
            title: words.actions,
            width: 80,
            render: (_, version) => (
              <Dropdown autoFocus menu={{ items: items(version) }} trigger={['click']} disabled={items(version).length === 0}>
                <Button
                  type="text"
                  size="small"
                  aria-label={`${words.actions} ${diagramWords.version(version.version)}`}
                  icon={<MoreHorizontal size={16} />}
                />
              </Dropdown>
            ),
          },
        ]}
      />
      {asked !== undefined && (
        <VersionDialogue packageKey={found.key} asked={asked} onClose={() => setAsked(undefined)} />
      )}
    </section>
  )
}

/** How many orders run on a version; instances are told apart where some serve no order, or several one. */
function Running({ on }: { on: RunningOn | undefined }) {
  const words = useWords(packages)
  if (on === undefined) return <span className="quiet figures">0</span>
  return (
    <span className="figures">
      {on.orders}
      {on.instances !== on.orders && <span className="quiet"> · {words.instances(on.instances)}</span>}
    </span>
  )
}
