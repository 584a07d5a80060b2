import { Link } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { ArrowLeft, Redo2, Undo2 } from 'lucide-react'
import type { Draft } from '@/api/types'
import { useWords } from '@/words'
import { workbench } from '@/words/workbench'
import type { SaveState, useSaving } from '../workspace/useSaving'
import type { Workspace } from '../workspace/Workspace'
import { PARTS, type Part } from './tabs'

interface ToolbarProps {
  draft: Draft
  workspace: Workspace
  saving: ReturnType<typeof useSaving>
  part: Part
  onPart: (part: Part) => void
  canUndo: boolean
  canRedo: boolean
  onUndo: () => void
  onRedo: () => void
}

/** Above the workbench: whose draft it is, what is shown of it, undo and redo, whether it is saved. */
export function Toolbar({ draft, saving, part, onPart, canUndo, canRedo, onUndo, onRedo }: ToolbarProps) {
  const words = useWords(workbench)
  const states: Record<SaveState, string> = {
    saved: words.saved,
    unsaved: words.unsaved,
    saving: words.saving,
    failed: words.notSaved,
    conflict: words.notSaved,
  }
  return (
    <header className="workbench-bar">
      <Link to="/packages" aria-label={words.back} title={words.back} className="workbench-back">
        <ArrowLeft size={18} aria-hidden />
      </Link>
      <h1 className="workbench-title">
        <Input
          variant="borderless"
          aria-label={words.draftName}
          defaultValue={saving.name}
          maxLength={200}
          onBlur={(event) => event.target.value.trim() !== '' && saving.rename(event.target.value.trim())}
          onPressEnter={(event) => event.currentTarget.blur()}
        />
      </h1>
      {draft.package !== null && <span className="quiet workbench-key">{draft.package}</span>}
      <Segmented
        aria-label={words.tabs}
        value={part}
        options={PARTS.map((one) => ({ value: one, label: words[one] }))}
        onChange={(chosen) => onPart(chosen)}
      />
      <span className="workbench-tools">
        <Button
          type="text"
          icon={<Undo2 size={16} />}
          aria-label={words.undo}
          title={`${words.undo} Ctrl+Z`}
          disabled={!canUndo}
          onClick={onUndo}
        />
        <Button
          type="text"
          icon={<Redo2 size={16} />}
          aria-label={words.redo}
          title={`${words.redo} Ctrl+Y`}
          disabled={!canRedo}
          onClick={onRedo}
        />
        <span className={`workbench-state workbench-${saving.state}`} role="status">
          {states[saving.state]}
        </span>
      </span>
    </header>
  )
}
