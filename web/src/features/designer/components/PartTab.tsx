import { useWords } from '@/words'
import { workbench } from '@/words/workbench'
import { FormsTab } from '../forms/FormsTab'
import { RulesTab } from '../rules/RulesTab'
import { CompareTab, DeployTab } from './DeployTab'
import { FilesTab } from './FilesTab'
import { ScenariosTab } from './ScenariosTab'
import type { PartProps } from './partProps'

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
