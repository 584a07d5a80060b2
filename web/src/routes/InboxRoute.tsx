import { getRouteApi } from '@tanstack/react-router'
import type { InboxWish } from '@/api/types'
import { InboxFilters } from '@/features/inbox/components/InboxFilters'
import { InboxList } from '@/features/inbox/components/InboxList'
import { useInbox } from '@/features/inbox/api/useInbox'
import { SuperviseManyButton } from '@/features/supervision/components/SuperviseManyButton'
import { BulkButton } from '@/features/tasks/components/BulkButton'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { Split } from '@/ui/Split'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'

const route = getRouteApi('/inside/inbox')

/** The inbox: its lines on the left, the chosen task on the right. */
export function InboxRoute() {
  const words = useWords(inbox)
  useTitle(words.title)
  const navigate = route.useNavigate()
  const { task, ...wish } = route.useSearch()
  // What is searched for by then stays: a completion may answer after somebody has gone on searching.
  const open = (chosen: string | undefined) =>
    void navigate({ search: (now) => ({ ...now, task: chosen }), replace: task !== undefined && chosen !== undefined })
  const lines = useInbox(wish).data?.pages.flatMap((page) => page.items) ?? []
  /** The line that takes the place of one that is done: the one below it, else the one above. */
  const neighbour = () => {
    const at = lines.findIndex((line) => line.task === task)
    return (lines[at + 1] ?? lines[at - 1])?.task
  }
  const actions = (
    <>
      <BulkButton lines={lines} />
      <SuperviseManyButton lines={lines} />
    </>
  )
  const filter = (wanted: InboxWish) => void navigate({ search: (now) => ({ ...wanted, task: now.task }), replace: true })
  return (
    <Split
      label={words.title}
      nothing={words.choose}
      filters={<InboxFilters wish={wish} onChange={filter} actions={actions} />}
      list={<InboxList wish={wish} selected={task} onSelect={open} />}
    >
      {task !== undefined && (
        <TaskPanel
          key={task}
          taskId={task}
          onNext={(next) => open(next ?? neighbour())}
          onClose={() => open(undefined)}
        />
      )}
    </Split>
  )
}
