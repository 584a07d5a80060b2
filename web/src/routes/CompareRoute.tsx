import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { ComparePage } from '@/features/packages/components/ComparePage'

const route = getRouteApi('/inside/packages/$packageKey/compare')

/** Two versions of a package beside one another. */
export function CompareRoute() {
  const { packageKey } = route.useParams()
  const { from, to } = route.useSearch()
  const navigate = useNavigate()
  return (
    <ComparePage
      packageKey={packageKey}
      from={from}
      to={to}
      onVersions={(old, now) =>
        void navigate({
          to: '/packages/$packageKey/compare',
          params: { packageKey },
          search: { from: old, to: now },
          replace: true,
        })
      }
    />
  )
}
