import type { Draft, Finding } from '@/api/types'
import { useWords } from '@/words'
import { workbench } from '@/words/workbench'
import type { Workspace } from '../workspace/Workspace'
import { FormsTab } from '../forms/FormsTab'
import { RulesTab } from '../rules/RulesTab'
import { CompareTab, DeployTab } from './DeployTab'
import { FilesTab } from './FilesTab'
import { ScenariosTab } from './ScenariosTab'
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
  /** The revision that was saved last. */
  revision: () => number
}

/** A part of the draft beside its diagram. */
export function PartTab(props: PartProps) {
  switch (props.part) {
    case 'files':
      return <FilesTab {...props} />
    case 'forms':
      return <FormsTab {...props} />
    case 'rules':
      return <RulesTab {...props} />
    case 'scenarios':
      return <ScenariosTab {...props} />
    case 'compare':
      return <CompareTab {...props} />
    case 'deploy':
      return <DeployTab {...props} />
    case 'diagram':
      return null
  }
}

export function NoDiagram() {
  const words = useWords(workbench)
  return <div className="empty">{words.noDiagram}</div>
}
