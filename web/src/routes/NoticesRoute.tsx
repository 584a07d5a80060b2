import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { NoticeList } from '@/features/notifications/components/NoticeList'
import { ReadAllButton } from '@/features/notifications/components/ReadAllButton'
import { useNotices } from '@/features/notifications/api/useNotices'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { notices } from '@/words/notices'

const route = getRouteApi('/inside/notices')

/** Everything that one was told. */
export function NoticesRoute() {
  const words = useWords(notices)
  const navigate = useNavigate()
  const wish = route.useSearch()
  const { data } = useNotices()
  return (
    <Page
      title={words.title}
      actions={
        <>
          <Link to="/notices/wishes">{words.toWishes}</Link>
          <ReadAllButton unread={data?.pages[0]?.unread ?? 0} />
        </>
      }
    >
      <NoticeList wish={wish} onChange={(search) => void navigate({ to: '/notices', search, replace: true })} />
    </Page>
  )
}
