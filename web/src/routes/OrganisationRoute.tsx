import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { OrganisationPanel } from '@/features/organisation/components/OrganisationPanel'
import { ReorganisationTable } from '@/features/organisation/components/ReorganisationTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { organisation } from '@/words/organisation'

const route = getRouteApi('/inside/administration/organisation')

/** Tiers, departments, people, territories and supply units. */
export function OrganisationRoute() {
  const words = useWords(organisation)
  const navigate = useNavigate()
  const { list = 'tiers', ...wish } = route.useSearch()
  return (
    <Page title={words.title}>
      <OrganisationPanel
        list={list}
        wish={wish}
        onChange={(chosen, next) =>
          void navigate({ to: '/administration/organisation', search: { ...next, list: chosen }, replace: true })
        }
      />
      <ReorganisationTable />
    </Page>
  )
}
