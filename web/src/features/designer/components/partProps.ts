import type { Draft, Finding } from '@/api/types'
import type { Workspace } from '../workspace/Workspace'
import type { Part } from './tabs'

/** What every part of the workbench beside the diagram is given. */
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
