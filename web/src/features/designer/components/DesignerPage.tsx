import { Loaded } from '@/ui/Loaded'
import { useDraft } from '../api/useDrafts'
import { Workbench } from './Workbench'

/** One draft, being worked on. */
export function DesignerPage({ draftId }: { draftId: string }) {
  const query = useDraft(draftId)
  return (
    <Loaded query={query}>
      {(draft) => (
        <Workbench key={`${draft.id} ${draft.revision}`} draft={draft} onReload={() => void query.refetch()} />
      )}
    </Loaded>
  )
}
