import { Button, Popconfirm, Progress } from 'antd'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { migrations } from '@/words/migrations'
import { useMigration, useUndoMigration } from '../api/useMigrations'
import { InstanceTable } from './InstanceTable'

/** How far a migration is, and what it did to each instance. */
export function MigrationReport({ migrationId, packageKey }: { migrationId: string; packageKey: string }) {
  const words = useWords(migrations)
  const shared = useWords(common)
  const { failed } = useTell()
  const query = useMigration(migrationId)
  const undo = useUndoMigration(migrationId, packageKey)
  return (
    <Loaded query={query}>
      {({ migration, items }) => {
        const { migrated, refused, waiting, ended, undone } = migration
        const all = migrated + refused + waiting + ended + undone
        return (
          <>
            <section className="panel migration-act" aria-label={words.progress}>
              <Progress
                className="migration-progress"
                percent={all === 0 ? 100 : Math.round(((all - waiting) / all) * 100)}
                status={migration.status === 'running' ? 'active' : 'normal'}
                aria-label={words.progress}
              />
              <span role="status">{words.counts(migrated, refused, waiting)}</span>
              <Popconfirm
                title={words.undo}
                description={words.undoSure}
                okText={words.undo}
                cancelText={shared.cancel}
                onConfirm={() => undo.mutate(undefined, { onError: failed })}
              >
                <Button danger disabled={!items.some((one) => one.undoable)} loading={undo.isPending}>
                  {words.undo}
                </Button>
              </Popconfirm>
            </section>
            <InstanceTable label={words.progress} items={items} />
          </>
        )
      }}
    </Loaded>
  )
}
