import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { Draft } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useTitle } from '@/ui/useTitle'
import { useCheck } from '../api/useCheck'
import type { Editor } from '../modeler/Editor'
import { SurroundingsContext } from '../properties/element'
import { useSaving } from '../workspace/useSaving'
import { Workspace } from '../workspace/Workspace'
import { ConflictDialogue } from './ConflictDialogue'
import { DiagramTab } from './DiagramTab'
import { FindingsBar } from './FindingsBar'
import { diagramPath, partOf, surroundingsOf } from './parts'
import { NoDiagram, PartTab } from './PartTab'
import type { Part } from './tabs'
import { Toolbar } from './Toolbar'
import './designer.css'

/** The workbench of a draft: its diagram, forms, tables, scenarios and files, saved and checked as one works. */
export function Workbench({ draft, onReload }: { draft: Draft; onReload: () => void }) {
  const [workspace] = useState(() => new Workspace(draft.files))
  const version = useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const [part, setPart] = useState<Part>('diagram')
  const [file, setFile] = useState<string>()
  const [editor, setEditor] = useState<Editor>()
  const saving = useSaving(draft, workspace)
  const check = useCheck(draft.id, workspace.files, version)
  const path = diagramPath(workspace.files)
  useTitle(saving.name)
  useSyncExternalStore(editor?.subscribe ?? never, () => editor?.revision ?? 0)

  const open = useCallback((where: Part, what?: string) => {
    setPart(where)
    setFile(what)
  }, [])
  const surroundings = useMemo(
    () => surroundingsOf(workspace.files, (key) => open('forms', `forms/${key}.json`)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- files change in place; their version says when
    [workspace, version, open],
  )
  const isDrawing = part === 'diagram' && editor !== undefined
  const undo = () => (isDrawing ? editor.commands.undo() : void workspace.undo())
  const redo = () => (isDrawing ? editor.commands.redo() : void workspace.redo())
  useKeys({
    'Ctrl+s': () => void saving.now(),
    'Ctrl+z': undo,
    'Ctrl+y': redo,
    'Ctrl+Z': redo,
  })
  const show = (element: string, where: string) => {
    const found = Object.keys(workspace.files).find((one) => where === one || where.endsWith(`/${one}`))
    if (found === undefined || found === path) {
      setPart('diagram')
      editor?.reveal(element)
    } else {
      open(partOf(found), found)
    }
  }
  return (
    <SurroundingsContext value={surroundings}>
      <div className="workbench">
        <Toolbar
          draft={draft}
          workspace={workspace}
          saving={saving}
          part={part}
          onPart={(chosen) => open(chosen)}
          canUndo={isDrawing ? editor.commands.canUndo() : workspace.canUndo}
          canRedo={isDrawing ? editor.commands.canRedo() : workspace.canRedo}
          onUndo={undo}
          onRedo={redo}
        />
        <div className="workbench-part">
          {path === undefined ? (
            part === 'diagram' && <NoDiagram />
          ) : (
            <DiagramTab
              workspace={workspace}
              path={path}
              findings={check.findings}
              isShown={part === 'diagram'}
              onEditor={setEditor}
            />
          )}
          {part !== 'diagram' && (
            <PartTab
              part={part}
              file={file}
              onFile={setFile}
              draft={draft}
              workspace={workspace}
              findings={check.findings}
              save={saving.now}
              revision={saving.revision}
            />
          )}
        </div>
        <FindingsBar check={check} onShow={show} editor={editor} />
        {saving.state === 'conflict' && (
          <ConflictDialogue problem={saving.problem} onMine={saving.overwrite} onTheirs={onReload} />
        )}
      </div>
    </SurroundingsContext>
  )
}

const never = () => () => undefined
