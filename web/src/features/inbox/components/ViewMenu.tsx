import { Button, Dropdown, Popconfirm, Select } from 'antd'
import { Download, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ExportBody, InboxWish, SavedView } from '@/api/types'
import { useMay } from '@/api/session'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { inboxViews } from '@/words/inbox'
import { useExport } from '../api/useExport'
import { useViewCommands, useViews } from '../api/useViews'
import { SaveViewDialogue } from './SaveViewDialogue'
import { filtersOf, isSame } from './viewFilters'

interface ViewMenuProps {
  wish: InboxWish
  onChange: (wish: InboxWish) => void
}

/** Saved views: choose one, save what is shown as one, remove one; and the list as a file. */
export function ViewMenu({ wish, onChange }: ViewMenuProps) {
  const words = useWords(inboxViews)
  const may = useMay()
  const { done, failed } = useTell()
  const views = useViews().data?.items ?? []
  const { remove } = useViewCommands()
  const exporting = useExport()
  const [isSaving, setSaving] = useState(false)
  const chosen = views.find((view) => isSame(view.filters as InboxWish, wish))
  const nameOf = (view: SavedView) => (view.mine ? view.name : `${view.name} · ${view.shared_with ?? view.owner_name ?? ''}`)
  const take = (format: ExportBody['format']) =>
    exporting.mutate(
      { format, filters: filtersOf(wish), columns: chosen?.columns as ExportBody['columns'] },
      { onSuccess: () => done(words.exported), onError: failed },
    )
  return (
    <div className="inbox-views">
      <Select
        size="small"
        className="inbox-view"
        allowClear
        aria-label={words.views}
        placeholder={words.views}
        notFoundContent={words.none}
        value={chosen?.id ?? null}
        options={views.map((view) => ({ value: view.id, label: nameOf(view) }))}
        onChange={(id: string | null) => onChange((views.find((view) => view.id === id)?.filters as InboxWish) ?? {})}
      />
      <Button size="small" icon={<Save size={14} aria-hidden />} aria-label={words.save} title={words.save} onClick={() => setSaving(true)} />
      {chosen?.may_change && (
        <Popconfirm
          title={words.removeSure(chosen.name)}
          onConfirm={() => remove.mutate(chosen, { onSuccess: () => done(words.removed), onError: failed })}
        >
          <Button size="small" icon={<Trash2 size={14} aria-hidden />} aria-label={words.remove} title={words.remove} loading={remove.isPending} />
        </Popconfirm>
      )}
      {may('export-list') && (
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{
            items: [
              { key: 'csv', label: words.csv },
              { key: 'xlsx', label: words.xlsx },
            ],
            onClick: ({ key }) => take(key as ExportBody['format']),
          }}
        >
          <Button size="small" icon={<Download size={14} aria-hidden />} aria-label={words.export} title={words.export} loading={exporting.isPending} />
        </Dropdown>
      )}
      {isSaving && <SaveViewDialogue wish={wish} view={chosen} onClose={() => setSaving(false)} />}
    </div>
  )
}
