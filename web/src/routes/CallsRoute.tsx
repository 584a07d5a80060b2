import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Select, Tabs } from 'antd'
import { useMay } from '@/api/session'
import type { CallsSearch } from '@/app/telephoneSearch'
import { CallList } from '@/features/calls/components/CallList'
import { CallPanel } from '@/features/calls/components/CallPanel'
import { MissedCalls } from '@/features/calls/components/MissedCalls'
import { Recordings } from '@/features/recordings/components/Recordings'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { SearchField } from '@/ui/SearchField'
import { Split } from '@/ui/Split'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { calls } from '@/words/calls'

const route = getRouteApi('/inside/calls')
type Tab = NonNullable<CallsSearch['tab']> | 'now'

/** The calls, by what one looks for, on the left; the chosen one, its customer and its wrap-up on the right. */
export function CallsRoute() {
  const words = useWords(calls)
  useTitle(words.calls)
  const may = useMay()
  const navigate = useNavigate()
  const search = route.useSearch()
  const { call, text, sort } = search
  const tab: Tab = search.tab ?? 'now'
  const change = (more: Partial<CallsSearch>) => void navigate({ to: '/calls', search: { ...search, ...more } })
  const show = (chosen: string) => change({ call: chosen })
  const isList = tab === 'mine' || tab === 'queue' || tab === 'all'
  const tabs: readonly Tab[] = may('take-calls') ? ['now', 'missed', 'mine', 'queue', 'all'] : ['now', 'mine', 'queue', 'all']
  return (
    <Split
      label={words.calls}
      nothing={words.choose}
      filters={
        <>
          <Tabs
            size="small"
            activeKey={tab}
            items={tabs.map((key) => ({ key, label: words[key] }))}
            onChange={(chosen) => change({ tab: chosen === 'now' ? undefined : (chosen as CallsSearch['tab']) })}
          />
          {isList && (
            <div className="filters">
              <SearchField
                size="small"
                className="find"
                label={words.find}
                value={text ?? ''}
                onSearch={(typed) => change({ text: typed === '' ? undefined : typed })}
              />
              <Select
                size="small"
                aria-label={words.order}
                value={sort ?? 'newest'}
                options={[
                  { value: 'newest', label: words.newest },
                  { value: 'started', label: words.oldest },
                ]}
                onChange={(chosen) => change({ sort: chosen === 'started' ? chosen : undefined })}
              />
            </div>
          )}
        </>
      }
      list={
        tab === 'missed' ? (
          <MissedCalls selected={call} onSelect={show} />
        ) : tab === 'now' ? (
          // Who has waited longest stands first.
          <CallList wish={{ live: true, sort: 'started' }} empty={words.noneNow} selected={call} onSelect={show} />
        ) : (
          <CallList wish={{ ...(tab !== 'all' && { scope: tab }), text, sort }} selected={call} onSelect={show} />
        )
      }
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
