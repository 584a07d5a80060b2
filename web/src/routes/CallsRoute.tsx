import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useMay } from '@/api/session'
import { CallList } from '@/features/calls/components/CallList'
import { CallPanel } from '@/features/calls/components/CallPanel'
import { Recordings } from '@/features/recordings/components/Recordings'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { Split } from '@/ui/Split'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { calls } from '@/words/calls'

const route = getRouteApi('/inside/calls')

/** The agent's page: the calls on the left; the chosen one, its customer and its wrap-up on the right. */
export function CallsRoute() {
  const words = useWords(calls)
  useTitle(words.calls)
  const may = useMay()
  const navigate = useNavigate()
  const { call, scope } = route.useSearch()
  const show = (chosen: string) => void navigate({ to: '/calls', search: { scope, call: chosen } })
  return (
    <Split
      label={words.calls}
      nothing={words.choose}
      filters={
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
      }
      list={<CallList wish={scope === undefined ? {} : { scope }} selected={call} onSelect={show} />}
    >
      {call !== undefined && (
        <CallPanel
          key={call}
          callId={call}
          mayOpenOrder={may('open-order')}
          onOpenOrder={(premise) =>
            void navigate({ to: '/intake', search: { call, premise: premise ?? undefined } })
          }
          recordings={<Recordings of={{ call }} />}
          renderTask={(task) => <TaskPanel taskId={task} onNext={() => undefined} />}
        />
      )}
    </Split>
  )
}
