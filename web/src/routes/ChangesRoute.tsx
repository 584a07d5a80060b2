import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ChangeFilters } from '@/features/administration/components/ChangeFilters'
import { ChangeTable } from '@/features/administration/components/ChangeTable'
import { Page } from '@/ui/Page'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { changes, changeSubjects } from '@/words/administration'

const route = getRouteApi('/inside/administration/changes')

/** The record of administration. */
export function ChangesRoute() {
  const words = useWords(changes)
  const subjectName = useNames(changeSubjects)
  const navigate = useNavigate()
  const wish = route.useSearch()
  return (
    <Page title={words.title}>
      <ChangeFilters
        wish={wish}
        subjects={Object.keys(changeSubjects).map((value) => ({ value, label: subjectName(value) }))}
        onChange={(search) => void navigate({ to: '/administration/changes', search, replace: true })}
      />
      <ChangeTable wish={wish} subjectName={subjectName} />
    </Page>
  )
}
