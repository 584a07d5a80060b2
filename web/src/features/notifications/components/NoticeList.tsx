import { Segmented, Select } from 'antd'
import type { NoticesWish } from '@/api/types'
import { Listed } from '@/ui/Listed'
import { useLanguage, useWords } from '@/words'
import { notices } from '@/words/notices'
import { useNotices } from '../api/useNotices'
import { useWishes } from '../api/useWishes'
import { NoticeRow } from './NoticeRow'
import './notices.css'

interface NoticeListProps {
  wish: NoticesWish
  onChange: (wish: NoticesWish) => void
}

/** Notices, newest first, with what is shown of them. */
export function NoticeList({ wish, onChange }: NoticeListProps) {
  const words = useWords(notices)
  const query = useNotices(wish)
  return (
    <>
      <div className="filters">
        <Segmented
          value={wish.state ?? 'unread'}
          options={[
            { value: 'unread', label: words.unread },
            { value: 'read', label: words.read },
            { value: 'all', label: words.all },
          ]}
          onChange={(state) => onChange({ ...wish, state: state as NoticesWish['state'] })}
        />
        <KindSelect value={wish.kind} onChange={(kind) => onChange({ ...wish, kind })} />
      </div>
      <Listed query={query} empty={(wish.state ?? 'unread') === 'unread' ? words.noUnread : words.none}>
        {(found) => (
          <ul className="notices panel">
            {found.map((notice) => (
              <NoticeRow key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
      </Listed>
    </>
  )
}

function KindSelect({ value, onChange }: { value: NoticesWish['kind']; onChange: (kind: NoticesWish['kind']) => void }) {
  const words = useWords(notices)
  const { language } = useLanguage()
  const { data } = useWishes()
  const kinds = data?.kinds ?? []
  return (
    <Select
      aria-label={words.kind}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? ''}
      options={[
        { value: '', label: words.everyKind },
        ...kinds.map(({ kind, name, name_zh }) => ({ value: kind, label: language === 'zh' ? name_zh : name })),
      ]}
      onChange={(kind: string) => onChange(kind === '' ? undefined : (kind as NoticesWish['kind']))}
      popupMatchSelectWidth={false}
    />
  )
}
