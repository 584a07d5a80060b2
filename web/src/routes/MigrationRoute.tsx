import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { MigrationPage } from '@/features/migrations/components/MigrationPage'
import { usePackage } from '@/features/packages/api/usePackages'
import { Loaded } from '@/ui/Loaded'

const route = getRouteApi('/inside/packages/$packageKey/migrate')

/** Carries running orders of a package over to another version. */
export function MigrationRoute() {
  const { packageKey } = route.useParams()
  const { from, to } = route.useSearch()
  const navigate = useNavigate()
  const query = usePackage(packageKey)
  return (
    <Loaded query={query}>
      {(found) => (
        <MigrationPage
          packageKey={packageKey}
          versions={found.versions.map((one) => one.version)}
          from={from ?? found.versions[1]?.version ?? found.current.version}
          to={to ?? found.current.version}
          onVersions={(old, now) =>
            void navigate({
              to: '/packages/$packageKey/migrate',
              params: { packageKey },
              search: { from: old, to: now },
              replace: true,
            })
          }
        />
      )}
    </Loaded>
  )
}
