import { Button, Popconfirm } from 'antd'
import type { Incident, IncidentBulk } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { incidents } from '@/words/incidents'
import type { useMendMany } from '../api/useIncidents'

interface MendingTogetherProps {
  /** The incidents of the list that one may mend. */
  listed: readonly Incident[]
  chosen: readonly Incident[]
  mend: ReturnType<typeof useMendMany>
  onChoose: (ids: readonly string[]) => void
}

/** The ways to mend the chosen incidents together: those that serve for all of them. */
export function MendingTogether({ listed, chosen, mend, onChoose }: MendingTogetherProps) {
  const words = useWords(incidents)
  const run = (operation: IncidentBulk['operation']) =>
    mend.mutate({
      operation,
      incidents: chosen.map(({ id }) => id),
      named: Object.fromEntries(chosen.map(({ id, order_number, order_title, kind }) => [id, `${order_number ?? kind} ${order_title ?? ''}`])),
    })
  const unknown = chosen.filter((incident) => incident.outcome_unknown).length
  const canReopen = chosen.every((incident) => incident.task_can_be_reopened)
  const button = (operation: IncidentBulk['operation'], name: string, hint?: string) => (
    <Button key={operation} size="small" title={hint} loading={mend.isPending} onClick={() => run(operation)}>
      {name}
    </Button>
  )
  return (
    <div className="incidents-together" role="group" aria-label={words.together}>
      <Button size="small" onClick={() => onChoose(chosen.length === listed.length ? [] : listed.map(({ id }) => id))}>
        {words.chooseAll}
      </Button>
      <span className="quiet">{words.chosen(chosen.length)}</span>
      {chosen.length > 0 && unknown === 0 && button('retry', chosen.some(({ retryable }) => retryable) ? words.retry : words.close)}
      {chosen.length > 0 && canReopen && button('reopen-task', words.reopen, words.reopenHint)}
      {unknown > 0 && unknown < chosen.length && <span>{words.notTogether}</span>}
      {unknown > 0 &&
        unknown === chosen.length &&
        (['happened', 'did-not'] as const).map((operation) => (
          <Popconfirm key={operation} title={words.settleSure(unknown)} onConfirm={() => run(operation)}>
            <Button size="small" loading={mend.isPending} title={operation === 'happened' ? words.happenedHint : words.didNotHint}>
              {operation === 'happened' ? words.happened : words.didNot}
            </Button>
          </Popconfirm>
        ))}
      {mend.isError && <ProblemNote problem={mend.error} />}
    </div>
  )
}
