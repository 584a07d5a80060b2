import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Finding } from '@/api/types'
import { findingSentence } from '@/ui/findingText'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { workbench } from '@/words/workbench'
import type { useCheck } from '../api/useCheck'
import type { Editor } from '../modeler/Editor'
import { paintPath } from '../modeler/paintFindings'
import { isError } from './findings'

interface FindingsBarProps {
  check: ReturnType<typeof useCheck>
  editor: Editor | undefined
  /** Shows an element of a file; the file alone: the element is empty. */
  onShow: (element: string, file: string) => void
}

/** Below the workbench: what the check says of the draft as it is now. */
export function FindingsBar({ check, editor, onShow }: FindingsBarProps) {
  const words = useWords(workbench)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<Finding>()
  const errors = check.findings.filter(isError)
  const warnings = check.findings.length - errors.length
  useEffect(() => {
    const path = chosen?.path ?? []
    return editor === undefined || path.length === 0 ? undefined : paintPath(editor, path)
  }, [editor, chosen])
  return (
    <section className="findings-bar" aria-label={words.showFindings} data-open={isOpen}>
      <button
        type="button"
        className="findings-summary"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        disabled={check.findings.length === 0}
      >
        {errors.length > 0 ? (
          <CircleAlert size={16} className="findings-error" aria-hidden />
        ) : warnings > 0 ? (
          <TriangleAlert size={16} className="findings-warning" aria-hidden />
        ) : (
          <CircleCheck size={16} className="findings-clean" aria-hidden />
        )}
        <span role="status">
          {errors.length > 0 && `${words.errors(errors.length)} `}
          {warnings > 0 && words.warnings(warnings)}
          {check.findings.length === 0 && (check.isChecking ? words.checking : words.clean)}
        </span>
        {check.isChecking && check.findings.length > 0 && <span className="quiet">{words.checking}</span>}
      </button>
      {check.problem !== null && check.problem !== undefined && <ProblemNote problem={check.problem} />}
      {isOpen && check.findings.length > 0 && (
        <ul className="findings-list">
          {check.findings.map((finding, place) => (
            <Told
              key={place}
              finding={finding}
              onShow={() => {
                setChosen(finding)
                onShow(finding.element ?? '', finding.file ?? '')
              }}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function Told({ finding, onShow }: { finding: Finding; onShow: () => void }) {
  const { language } = useLanguage()
  return (
    <li>
      <button type="button" className="findings-one" onClick={onShow}>
        <span className={isError(finding) ? 'mark mark-late' : 'mark mark-near'}>
          {finding.name || finding.element || finding.file}
        </span>
        <span>{findingSentence(finding, language)}</span>
      </button>
    </li>
  )
}
