import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { NewVersion } from '@/features/limits/components/NewVersion'
import { VersionList } from '@/features/limits/components/VersionList'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { limits } from '@/words/limits'

const route = getRouteApi('/inside/administration/limits')

/** The limit rules of operators, and their versions. */
export function LimitsRoute() {
  const words = useWords(limits)
  const navigate = useNavigate()
  const may = useMay()
  const open = (version: string) => void navigate({ to: '/administration/limits/$version', params: { version } })
  return (
    <Page title={words.title} actions={may('change-limits') && <NewVersion onBegun={open} />}>
      <VersionList
        wish={route.useSearch()}
        onChange={(search) => void navigate({ to: '/administration/limits', search, replace: true })}
        link={(version, text) => (
          <Link to="/administration/limits/$version" params={{ version }}>
            {text}
          </Link>
        )}
      />
    </Page>
  )
}
