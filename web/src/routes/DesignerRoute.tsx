import { getRouteApi } from '@tanstack/react-router'
import { DesignerPage } from '@/features/designer/components/DesignerPage'

const route = getRouteApi('/inside/drafts/$draftId')

/** The editor of one draft. */
export function DesignerRoute() {
  const { draftId } = route.useParams()
  return <DesignerPage key={draftId} draftId={draftId} />
}
