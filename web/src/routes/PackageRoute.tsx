import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import type { Version } from '@/api/types'
import { useCreateDraft } from '@/features/designer/api/useDrafts'
import { usePackage } from '@/features/packages/api/usePackages'
import { PackagePage } from '@/features/packages/components/PackagePage'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { migrations } from '@/words/migrations'
import { packages } from '@/words/packages'

const route = getRouteApi('/inside/packages/$packageKey')

/** One process package. */
export function PackageRoute() {
  const words = useWords(packages)
  const { packageKey } = route.useParams()
  const navigate = useNavigate()
  const may = useMay()
  const { failed } = useTell()
  const create = useCreateDraft()
  const migrationWords = useWords(migrations)
  const active = usePackage(packageKey).data?.versions.find((one) => one.active)?.version
  const draft = (id: string) =>
    create.mutate(
      { definition_id: id },
      {
        onSuccess: (made) => void navigate({ to: '/drafts/$draftId', params: { draftId: made.id } }),
        onError: failed,
      },
    )
  const toActive = (version: Version) => ({ from: version.version, to: active })
  const more = [
    {
      key: 'compare',
      label: words.compareActive,
      isFor: (version: Version) => !version.active,
      act: (version: Version) =>
        void navigate({ to: '/packages/$packageKey/compare', params: { packageKey }, search: toActive(version) }),
    },
    ...(may('deploy')
      ? [
          {
            key: 'migrate',
            label: migrationWords.migrate,
            isFor: (version: Version) => !version.active,
            act: (version: Version) =>
              void navigate({ to: '/packages/$packageKey/migrate', params: { packageKey }, search: toActive(version) }),
          },
        ]
      : []),
    ...(may('design') ? [{ key: 'draft', label: words.newDraft, act: (version: Version) => draft(version.id) }] : []),
    {
      key: 'export',
      label: words.export,
      act: (version: Version) => window.location.assign(`/api/v1/definitions/${version.id}/archive`),
    },
  ]
  return <PackagePage key={packageKey} packageKey={packageKey} more={more} />
}
