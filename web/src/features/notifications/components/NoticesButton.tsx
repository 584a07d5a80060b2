import { Link } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { Bell, Check } from 'lucide-react'
import { useState } from 'react'
import { Moment } from '@/clock/Moment'
import { useTopics } from '@/live/topics'
import { Loaded } from '@/ui/Loaded'
import { NextPage } from '@/ui/NextPage'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { frame } from '@/words/frame'
import { useNotices, useReadNotices } from '../api/useNotices'
import './notices.css'

/** The unread notices, behind a bell that counts them. */
export function NoticesButton() {
  const words = useWords(frame)
  const [open, setOpen] = useState(false)
  useTopics('notifications')
  const { data } = useNotices()
  const first = data?.pages[0]
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={words.notices}
      content={<Notices onLeave={() => setOpen(false)} />}
    >
      <Badge count={first?.count ?? 0} overflowCount={99} size="small" offset={[-4, 4]}>
        <Button type="text" icon={<Bell size={18} />} aria-label={`${words.notices} ${first?.count ?? 0}`} />
      </Badge>
    </Popover>
  )
}

function Notices({ onLeave }: { onLeave: () => void }) {
  const words = useWords(frame)
  const { failed } = useTell()
  const query = useNotices()
  const read = useReadNotices()
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const notices = pages.flatMap((page) => page.items)
        const first = pages[0]!
        if (notices.length === 0) return <div className="empty">{words.noNotices}</div>
        return (
          <>
            <ul className="notices">
              {notices.map((notice) => (
                <li key={notice.id}>
                  <div>
                    <div>{notice.text}</div>
                    <div className="quiet">
                      <Moment at={notice.created_at} /> {notice.department_name}{' '}
                      {notice.order !== null && notice.order_number !== null && (
                        <Link to="/orders/$orderId" params={{ orderId: notice.order }} onClick={onLeave}>
                          <OrderNumber number={notice.order_number} />
                        </Link>
                      )}
                    </div>
                  </div>
                  <Button
                    type="text"
                    icon={<Check size={16} />}
                    aria-label={words.markRead}
                    title={words.markRead}
                    onClick={() => read.mutate([notice.id], { onError: failed })}
                  />
                </li>
              ))}
            </ul>
            <NextPage
              count={first.count}
              capped={first.count_is_capped}
              hasNext={query.hasNextPage}
              isReading={query.isFetchingNextPage}
              onNext={() => void query.fetchNextPage()}
            />
            <Button
              block
              loading={read.isPending}
              onClick={() => read.mutate(notices.map(({ id }) => id), { onError: failed })}
            >
              {words.allRead}
            </Button>
          </>
        )
      }}
    </Loaded>
  )
}
