import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { useCreateDraft } from '@/features/designer/api/useDrafts'
import { PackagePage } from '@/features/packages/components/PackagePage'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
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
  const draft = (id: string) =>
    create.mutate(
      { definition_id: id },
      {
        onSuccess: (made) => void navigate({ to: '/drafts/$draftId', params: { draftId: made.id } }),
        onError: failed,
      },
    )
  const more = may('design') ? [{ key: 'draft', label: words.newDraft, act: ({ id }: { id: string }) => draft(id) }] : []
  return <PackagePage key={packageKey} packageKey={packageKey} more={more} />
}
