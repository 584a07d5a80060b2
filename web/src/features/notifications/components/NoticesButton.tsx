import { Link } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Loaded } from '@/ui/Loaded'
import { useWords } from '@/words'
import { notices } from '@/words/notices'
import { useNotices } from '../api/useNotices'
import { NoticeRow } from './NoticeRow'
import { ReadAllButton } from './ReadAllButton'
import './notices.css'

/** The newest unread notices, behind a bell that counts them. */
export function NoticesButton() {
  const words = useWords(notices)
  const [open, setOpen] = useState(false)
  const { data } = useNotices()
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={words.title}
      content={<Newest onLeave={() => setOpen(false)} />}
    >
      <Badge count={unread} overflowCount={99} size="small" offset={[-4, 4]}>
        <Button type="text" icon={<Bell size={18} />} aria-label={`${words.title} ${unread}`} />
      </Badge>
    </Popover>
  )
}

function Newest({ onLeave }: { onLeave: () => void }) {
  const words = useWords(notices)
  const query = useNotices()
  return (
    <>
      <Loaded query={query}>
        {({ pages }) => {
          const found = pages[0]!.items
          if (found.length === 0) return <div className="empty">{words.noUnread}</div>
          return (
            <ul className="notices notices-few">
              {found.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} onLeave={onLeave} />
              ))}
            </ul>
          )
        }}
      </Loaded>
      <div className="notices-foot">
        <Link to="/notices" onClick={onLeave}>
          {words.toList}
        </Link>
        <Link to="/notices/wishes" onClick={onLeave}>
          {words.toWishes}
        </Link>
        <ReadAllButton unread={query.data?.pages[0]?.unread ?? 0} />
      </div>
    </>
  )
}
