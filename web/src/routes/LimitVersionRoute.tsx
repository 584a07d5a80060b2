import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useLimitVersion } from '@/features/limits/api/useLimits'
import { Comparison } from '@/features/limits/components/Comparison'
import { RuleTable } from '@/features/limits/components/RuleTable'
import { VersionView } from '@/features/limits/components/VersionView'
import type { LimitContent } from '@/api/types'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { limits } from '@/words/limits'

const route = getRouteApi('/inside/administration/limits/$version')

/** One version of the limit rules; by a profile's key what comes with the product. */
export function LimitVersionRoute() {
  const words = useWords(limits)
  const navigate = useNavigate()
  const { version } = route.useParams()
  const { to } = route.useSearch()
  const query = useLimitVersion(version)
  const title = query.data === undefined ? words.title : `${query.data.profile} ${query.data.version}`
  return (
    <Page title={title}>
      <Loaded query={query}>
        {({ line, content, profile }) =>
          line === null ? (
            <RuleTable content={content as LimitContent} />
          ) : (
            <>
              <VersionView
                line={line}
                content={content as LimitContent}
                onDeleted={() => void navigate({ to: '/administration/limits' })}
              />
              <Comparison
                id={line.id}
                profile={profile}
                to={to}
                onChange={(other) =>
                  void navigate({ to: '/administration/limits/$version', params: { version }, search: { to: other }, replace: true })
                }
              />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
