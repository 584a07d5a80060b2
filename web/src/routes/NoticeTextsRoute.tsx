import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { TextList } from '@/features/notifications/components/TextList'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { noticeTexts } from '@/words/notices'

const route = getRouteApi('/inside/administration/notice-texts')

/** The texts of notices, in both languages. */
export function NoticeTextsRoute() {
  const words = useWords(noticeTexts)
  const navigate = useNavigate()
  const { text } = route.useSearch()
  return (
    <Page title={words.title}>
      <TextList
        text={text}
        onSearch={(found) => void navigate({ to: '/administration/notice-texts', search: { text: found }, replace: true })}
      />
    </Page>
  )
}
