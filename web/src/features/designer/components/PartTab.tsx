import type { Draft, Finding } from '@/api/types'
import { useWords } from '@/words'
import { workbench } from '@/words/workbench'
import type { Workspace } from '../workspace/Workspace'
import { FilesTab } from './FilesTab'
import type { Part } from './tabs'

export interface PartProps {
  part: Part
  file: string | undefined
  onFile: (path: string) => void
  draft: Draft
  workspace: Workspace
  findings: readonly Finding[]
  /** Saves the draft; false: it could not be saved. */
  save: () => Promise<boolean>
}

/** A part of the draft beside its diagram. */
export function PartTab(props: PartProps) {
  switch (props.part) {
    case 'files':
      return <FilesTab {...props} />
    default:
      return null
  }
}

export function NoDiagram() {
  const words = useWords(workbench)
  return <div className="empty">{words.noDiagram}</div>
}
