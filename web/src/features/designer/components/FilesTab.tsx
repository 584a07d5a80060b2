import { Input } from 'antd'
import { useSyncExternalStore } from 'react'
import { findingSentence } from '@/ui/findingText'
import { Line, Lines } from '@/ui/Line'
import { useLanguage, useWords } from '@/words'
import { workbench } from '@/words/workbench'
import type { PartProps } from './partProps'
import { useCommitted } from './useCommitted'

/** Every file of the draft as it is written. */
export function FilesTab({ file, onFile, workspace, findings }: PartProps) {
  const words = useWords(workbench)
  useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const paths = Object.keys(workspace.files).sort()
  const shown = file !== undefined && workspace.files[file] !== undefined ? file : paths[0]
  return (
    <div className="part">
      <nav className="part-side">
        <Lines label={words.files} selected={shown}>
          {paths.map((path) => (
            <Line
              key={path}
              head={<code>{path}</code>}
              foot={<FindingCount count={findings.filter((one) => one.file?.endsWith(path)).length} />}
              isSelected={path === shown}
              onSelect={() => onFile(path)}
            />
          ))}
        </Lines>
      </nav>
      <div className="part-main">
        {shown !== undefined && (
          <FileText
            key={shown}
            path={shown}
            text={workspace.files[shown] ?? ''}
            isFixed={shown.endsWith('.bpmn')}
            onChange={(text) => workspace.write(shown, text)}
            findings={findings.filter((one) => one.file?.endsWith(shown))}
          />
        )}
      </div>
    </div>
  )
}

function FindingCount({ count }: { count: number }) {
  const words = useWords(workbench)
  return count > 0 ? <span className="mark mark-late">{words.withFindings(count)}</span> : null
}

interface FileTextProps {
  path: string
  text: string
  /** It is written by its own editor. */
  isFixed: boolean
  onChange: (text: string) => void
  findings: PartProps['findings']
}

/** A file as text, with what the check says of it below. */
export function FileText({ path, text, isFixed, onChange, findings }: FileTextProps) {
  const { language } = useLanguage()
  const { text: typed, type, settle } = useCommitted(text, onChange)
  return (
    <div className="file-text">
      <Input.TextArea
        aria-label={path}
        className="file-text-area"
        spellCheck={false}
        readOnly={isFixed}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onBlur={settle}
      />
      {findings.length > 0 && (
        <ul className="findings-list" aria-live="polite">
          {findings.map((finding, place) => (
            <li key={place} className="file-finding">
              {finding.line != null && <span className="mark mark-late figures">{finding.line}</span>}
              {findingSentence(finding, language)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
