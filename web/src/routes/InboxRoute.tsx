import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { InboxWish } from '@/api/types'
import { InboxFilters } from '@/features/inbox/components/InboxFilters'
import { InboxList } from '@/features/inbox/components/InboxList'
import { TaskPanel } from '@/features/tasks/components/TaskPanel'
import { useTitle } from '@/ui/useTitle'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'

const route = getRouteApi('/inside/inbox')

/** The inbox: its lines on the left, the chosen task on the right. */
export function InboxRoute() {
  const words = useWords(inbox)
  useTitle(words.title)
  const navigate = useNavigate()
  const { task, ...wish } = route.useSearch()
  const open = (chosen: string | undefined) =>
    void navigate({ to: '/inbox', search: { ...wish, task: chosen }, replace: task !== undefined && chosen !== undefined })
  const filter = (wanted: InboxWish) => void navigate({ to: '/inbox', search: { ...wanted, task }, replace: true })
  return (
    <div className="inbox" data-open={task !== undefined}>
      <section className="inbox-side" aria-label={words.title}>
        <InboxFilters wish={wish} onChange={filter} />
        <div className="inbox-scroll">
          <InboxList wish={wish} selected={task} onSelect={open} />
        </div>
      </section>
      <section className="inbox-task">
        {task === undefined ? (
          <div className="empty">{words.choose}</div>
        ) : (
          <TaskPanel key={task} taskId={task} onNext={open} onClose={() => open(undefined)} />
        )}
      </section>
    </div>
  )
}
