import { Button } from 'antd'
import type { Incident } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { incidents } from '@/words/incidents'
import { useMend } from '../api/useIncidents'

/** The ways to mend an incident. What nobody knows is settled by who found out, never just tried again. */
export function Mending({ incident }: { incident: Incident }) {
  const words = useWords(incidents)
  const { done, failed } = useTell()
  const mend = useMend(incident.id)
  const settle = (happened: boolean) =>
    mend.settle.mutate(happened, { onSuccess: () => done(words.settled), onError: failed })
  if (incident.outcome_unknown) {
    return (
      <div className="page-actions">
        <Button type="primary" title={words.happenedHint} loading={mend.settle.isPending} onClick={() => settle(true)}>
          {words.happened}
        </Button>
        <Button title={words.didNotHint} loading={mend.settle.isPending} onClick={() => settle(false)}>
          {words.didNot}
        </Button>
      </div>
    )
  }
  const retry = () =>
    mend.retry.mutate(undefined, {
      onSuccess: ({ status, message }) =>
        status === 'resolved' ? done(words.retried) : failed(words.failedAgain(message ?? '')),
      onError: failed,
    })
  const reopen = () => mend.reopen.mutate(undefined, { onSuccess: () => done(words.reopened), onError: failed })
  return (
    <div className="page-actions">
      <Button type="primary" loading={mend.retry.isPending} onClick={retry}>
        {incident.retryable ? words.retry : words.close}
      </Button>
      {incident.task_can_be_reopened && (
        <Button title={words.reopenHint} loading={mend.reopen.isPending} onClick={reopen}>
          {words.reopen}
        </Button>
      )}
    </div>
  )
}
