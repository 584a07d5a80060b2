import { Skeleton } from 'antd'
import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Finding } from '@/api/types'
import { findingSentence } from '@/ui/findingText'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { designer } from '@/words/designer'
import { workbench } from '@/words/workbench'
import { useExecuted } from '../api/useExecuted'
import { NamesContext } from '../feel/FeelField'
import { namesOf } from '../feel/names'
import { Editor } from '../modeler/Editor'
import { paintFindings } from '../modeler/paintFindings'
import { PropertiesPanel } from '../properties/PropertiesPanel'
import { StructureList } from '../structure/StructureList'
import type { Workspace } from '../workspace/Workspace'
import { byElement, isError } from './findings'

interface DiagramTabProps {
  workspace: Workspace
  /** The path of the diagram's file. */
  path: string
  findings: readonly Finding[]
  isShown: boolean
  onEditor: (editor: Editor | undefined) => void
}

/** The drawing with the list of its elements and what can be said about the one that is selected. */
export function DiagramTab({ workspace, path, findings, isShown, onEditor }: DiagramTabProps) {
  const { language } = useLanguage()
  const words = useWords(workbench)
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor>()
  const [failure, setFailure] = useState<unknown>()
  const spoken = useEffectEvent(() => language)
  const tell = useEffectEvent(onEditor)
  const executed = useExecuted()
  const found = useMemo(() => byElement(findings), [findings])

  useEffect(() => {
    const made = new Editor(place.current!, () => spoken())
    let gone = false
    made.load(workspace.files[path] ?? '').then(
      () => {
        if (gone) return
        made.onChange(() => workspace.keep(path, made.save()))
        setEditor(made)
        tell(made)
      },
      (problem: unknown) => {
        if (!gone) setFailure(problem)
      },
    )
    return () => {
      gone = true
      setEditor(undefined)
      tell(undefined)
      made.close()
    }
  }, [workspace, path])

  useEffect(() => {
    editor?.offer(executed)
  }, [editor, executed])

  useEffect(() => {
    if (editor === undefined) return undefined
    const marks = [...found].map(([id, all]) => ({
      id,
      isError: all.some(isError),
      texts: all.map((one) => findingSentence(one, language)),
    }))
    return paintFindings(editor, marks)
  }, [editor, found, language])

  useEffect(() => {
    if (isShown) editor?.resized()
  }, [editor, isShown])

  if (failure !== undefined) return <ProblemNote problem={failure} />
  return (
    <div className="drawing" hidden={!isShown}>
      <aside className="drawing-list">
        {editor !== undefined && (
          <StructureList editor={editor} countOf={(id) => found.get(id)?.length ?? 0} />
        )}
      </aside>
      <div className="drawing-canvas" ref={place} role="application" aria-label={words.diagram} />
      <aside className="drawing-panel">
        {editor === undefined ? (
          <div className="padded" aria-busy="true">
            <Skeleton active />
          </div>
        ) : (
          <Panel editor={editor} workspace={workspace} found={found} />
        )}
      </aside>
    </div>
  )
}

interface PanelProps {
  editor: Editor
  workspace: Workspace
  found: ReadonlyMap<string, readonly Finding[]>
}

function Panel({ editor, workspace, found }: PanelProps) {
  const { language } = useLanguage()
  const words = useWords(designer)
  const revision = useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const names = useMemo(
    () =>
      namesOf(workspace.files, editor.definitions, {
        order: words.aboutOrder,
        call: words.aboutCall,
        field: words.aboutField,
        variable: words.aboutVariable,
        builtIn: words.aboutBuiltIn,
        loop: words.aboutLoop,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the diagram changes in place; the revision says when
    [workspace, editor, words, revision],
  )
  return (
    <NamesContext value={names}>
      <PropertiesPanel
        editor={editor}
        problemsOf={(id) => (found.get(id) ?? []).map((one) => findingSentence(one, language))}
      />
    </NamesContext>
  )
}
