import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { migrations } from '@/words/migrations'
import { useMigrate, useMigrations, useProposal } from '../api/useMigrations'
import { MappingTable, type Overrides } from './MappingTable'
import { MigrationReport } from './MigrationReport'
import { InstanceTable } from './InstanceTable'
import './migrations.css'

interface MigrationPageProps {
  packageKey: string
  /** All versions, newest first. */
  versions: readonly number[]
  from: number
  to: number
  onVersions: (from: number, to: number) => void
}

/** Carries running orders over to another version: the mapping, a dry run, the migration, its report. */
export function MigrationPage({ packageKey, versions, from, to, onVersions }: MigrationPageProps) {
  const words = useWords(migrations)
  const diagramWords = useWords(diagrams)
  const options = versions.map((one) => ({ value: one, label: diagramWords.version(one) }))
  return (
    <Page title={words.of(packageKey)}>
      <section className="panel migration-versions">
        <label htmlFor="migrate-from">{words.from}</label>
        <Select id="migrate-from" value={from} options={options} onChange={(chosen) => onVersions(chosen, to)} />
        <label htmlFor="migrate-to">{words.to}</label>
        <Select id="migrate-to" value={to} options={options} onChange={(chosen) => onVersions(from, chosen)} />
      </section>
      {from === to ? (
        <div className="empty">{words.sameVersion}</div>
      ) : (
        <Between key={`${from} ${to}`} packageKey={packageKey} from={from} to={to} />
      )}
      <Earlier packageKey={packageKey} />
    </Page>
  )
}

function Between({ packageKey, from, to }: { packageKey: string; from: number; to: number }) {
  const words = useWords(migrations)
  const query = useProposal(packageKey, from, to)
  const trial = useMigrate(packageKey)
  const order = useMigrate(packageKey)
  const [elements, setElements] = useState<Overrides>({})
  const [reason, setReason] = useState('')
  const [onlyChanged, setOnlyChanged] = useState(true)
  const wish = { from, to, elements, reason }
  const started = order.data?.migration
  return (
    <Loaded query={query}>
      {(proposal) => (
        <>
          <section className="panel">
            <h2>
              {words.mapping} <span className="quiet">{words.running(proposal.instances)}</span>
            </h2>
            <p className="quiet">{words.mappingHint}</p>
            <Checkbox checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)}>
              {words.onlyChanged}
            </Checkbox>
            <MappingTable
              proposal={proposal}
              overrides={elements}
              onlyChanged={onlyChanged}
              onChange={(changed) => {
                setElements(changed)
                trial.reset()
              }}
            />
          </section>
          <section className="panel migration-act">
            <Button
              loading={trial.isPending}
              title={words.dryRunHint}
              onClick={() => trial.mutate({ ...wish, dryRun: true })}
            >
              {words.dryRun}
            </Button>
            <Input
              aria-label={words.reason}
              placeholder={words.reason}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              type="primary"
              disabled={trial.data === undefined || proposal.instances === 0}
              loading={order.isPending}
              onClick={() => order.mutate({ ...wish, dryRun: false })}
            >
              {words.go}
            </Button>
          </section>
          {trial.isError && <ProblemNote problem={trial.error} />}
          {order.isError && <ProblemNote problem={order.error} />}
          {trial.data !== undefined &&
            started === undefined &&
            (trial.data.trials.length === 0 ? (
              <Alert type="info" showIcon title={words.nothingRuns} />
            ) : (
              <InstanceTable
                label={words.dryRun}
                items={trial.data.trials.map((one) => ({ ...one, report: one }))}
              />
            ))}
          {started !== undefined && started !== null && (
            <MigrationReport migrationId={started} packageKey={packageKey} />
          )}
        </>
      )}
    </Loaded>
  )
}

function Earlier({ packageKey }: { packageKey: string }) {
  const words = useWords(migrations)
  const query = useMigrations(packageKey)
  const [chosen, setChosen] = useState<string>()
  return (
    <section className="panel" aria-label={words.earlier}>
      <h2>{words.earlier}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="quiet">{words.noEarlier}</p>}
            <ul className="findings">
              {items.map((one) => (
                <li key={one.id}>
                  <Button type="link" size="small" className="migration-link" onClick={() => setChosen(one.id)}>
                    {words.line(one.from, one.to)}
                  </Button>{' '}
                  {words.counts(one.migrated, one.refused, one.waiting)}{' '}
                  <span className="quiet">{one.created_by_name}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {chosen !== undefined && <MigrationReport key={chosen} migrationId={chosen} packageKey={packageKey} />}
    </section>
  )
}
