import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useMay } from '@/api/session'
import { CallList } from '@/features/calls/components/CallList'
import { CallPanel } from '@/features/calls/components/CallPanel'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { calls } from '@/words/calls'
import '@/features/inbox/components/inbox.css'

const route = getRouteApi('/inside/calls')

/** The agent's page: the calls on the left; the chosen one, its customer and its wrap-up on the right. */
export function CallsRoute() {
  const words = useWords(calls)
  useTitle(words.calls)
  const may = useMay()
  const navigate = useNavigate()
  const { call, scope } = route.useSearch()
  const show = (chosen: string | undefined) => void navigate({ to: '/calls', search: { scope, call: chosen } })
  return (
    <div className="inbox" data-open={call !== undefined}>
      <section className="inbox-side" aria-label={words.calls}>
        <div className="inbox-filters">
          <Segmented
            block
            size="small"
            value={scope ?? 'all'}
            options={[
              { value: 'all', label: words.all },
              { value: 'mine', label: words.mine },
              { value: 'queue', label: words.queue },
            ]}
            onChange={(chosen) =>
              void navigate({
                to: '/calls',
                search: { call, scope: chosen === 'all' ? undefined : (chosen as 'mine' | 'queue') },
              })
            }
          />
        </div>
        <div className="inbox-scroll">
          <CallList wish={scope === undefined ? {} : { scope }} selected={call} onSelect={show} />
        </div>
      </section>
      <section className="inbox-task">
        {call === undefined ? (
          <div className="empty">{words.choose}</div>
        ) : (
          <CallPanel
            key={call}
            callId={call}
            mayOpenOrder={may('open-order')}
            onOpenOrder={(premise) =>
              void navigate({ to: '/intake', search: { call, premise: premise ?? undefined } })
            }
            renderTask={(task) => <TaskPanel taskId={task} onNext={() => undefined} />}
          />
        )}
      </section>
    </div>
  )
}
