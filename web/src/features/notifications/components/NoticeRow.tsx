import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { Check } from 'lucide-react'
import type { Notice } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { OrderNumber } from '@/ui/OrderNumber'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { notices } from '@/words/notices'
import { useReadNotice } from '../api/useNotices'
import './notices.css'

interface NoticeRowProps {
  notice: Notice
  /** Called when the row leads elsewhere. */
  onLeave?: () => void
}

/** One notice: what it says, when, for whom, about which order. */
export function NoticeRow({ notice, onLeave }: NoticeRowProps) {
  const words = useWords(notices)
  const { language } = useLanguage()
  const { failed } = useTell()
  const read = useReadNotice()
  const zh = language === 'zh'
  return (
    <li className={notice.read ? 'notice' : 'notice notice-unread'}>
      <div>
        <div className="notice-text">{zh ? notice.text_zh : notice.text}</div>
        <div className="quiet">
          {zh ? notice.kind_name_zh : notice.kind_name} · <Moment at={notice.created_at} />
          {notice.department_name !== null && ` · ${notice.department_name}`}
          {notice.urgent && (
            <>
              {' '}
              <Tag color="error">{words.urgent}</Tag>
            </>
          )}{' '}
          {notice.order !== null && notice.order_number !== null && (
            <Link to="/orders/$orderId" params={{ orderId: notice.order }} onClick={onLeave}>
              <OrderNumber number={notice.order_number} />
            </Link>
          )}
        </div>
      </div>
      {!notice.read && (
        <Button
          type="text"
          icon={<Check size={16} />}
          aria-label={words.markRead}
          title={words.markRead}
          onClick={() => read.mutate(notice.id, { onError: failed })}
        />
      )}
    </li>
  )
}
