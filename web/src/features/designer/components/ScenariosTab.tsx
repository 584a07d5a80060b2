import { Button } from 'antd'
import { ClipboardPenLine, Play, Plus } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import type { Played } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { Line, Lines } from '@/ui/Line'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords, type Language } from '@/words'
import { trying } from '@/words/trying'
import { usePlay } from '../api/useTrying'
import { FileText } from './FilesTab'
import { diagramPath, scenariosOf } from './parts'
import type { PartProps } from './partProps'
import { Coverage } from './Coverage'
import { RecordDialogue } from './RecordDialogue'
import { Trace } from './Trace'

type Shown = { what: 'file' } | { what: 'coverage' } | { what: 'trace'; place: number }

/** The stories that test the draft: written, played, stepped through. */
export function ScenariosTab({ file, onFile, workspace, findings }: PartProps) {
  const words = useWords(trying)
  useSyncExternalStore(workspace.subscribe, () => workspace.version)
  const { language } = useLanguage()
  const [shown, setShown] = useState<Shown>({ what: 'file' })
  const [isRecording, setRecording] = useState(false)
  const play = usePlay()
  const paths = scenariosOf(workspace.files)
  const path = file !== undefined && paths.includes(file) ? file : paths[0]
  const xml = workspace.files[diagramPath(workspace.files) ?? ''] ?? ''
  const run = (only?: string) => {
    if (paths.length === 0) return
    const chosen = Object.entries(workspace.files).filter(
      ([one]) => only === undefined || one === only || !paths.includes(one),
    )
    play.mutate({ files: Object.fromEntries(chosen) }, { onSuccess: () => setShown({ what: 'coverage' }) })
  }
  const add = (start: string, text: string) => {
    let number = 1
    while (workspace.files[`scenarios/${start}-${number}.yaml`] !== undefined) number += 1
    const made = `scenarios/${start}-${number}.yaml`
    workspace.write(made, text)
    onFile(made)
    setShown({ what: 'file' })
    setRecording(false)
  }
  useKeys({ 'Ctrl+Enter': () => run(path) })
  const result = play.data
  const trace = shown.what === 'trace' ? result?.scenarios[shown.place] : undefined
  return (
    <div className="part">
      <nav className="part-side">
        <div className="part-tools">
          <Button
            type="primary"
            icon={<Play size={14} />}
            loading={play.isPending}
            disabled={paths.length === 0}
            onClick={() => run(path)}
          >
            {words.run}
          </Button>
          {paths.length > 1 && (
            <Button disabled={play.isPending} onClick={() => run()}>
              {words.runAll}
            </Button>
          )}
          <Button
            icon={<Plus size={14} />}
            aria-label={words.newScenario}
            title={words.newScenario}
            onClick={() => add('story', words.template)}
          />
          <Button
            icon={<ClipboardPenLine size={14} />}
            aria-label={words.record}
            title={words.record}
            onClick={() => setRecording(true)}
          />
        </div>
        {play.isError && <ProblemNote problem={play.error} />}
        <Lines label={words.files} selected={path}>
          {paths.map((one) => (
            <Line
              key={one}
              head={<code>{one}</code>}
              foot={null}
              isSelected={shown.what === 'file' && one === path}
              onSelect={() => {
                onFile(one)
                setShown({ what: 'file' })
              }}
            />
          ))}
        </Lines>
        {result !== undefined && (
          <>
            <h2 className="part-heading" role="status">
              {words.results(
                result.scenarios.filter((one) => one.passed).length,
                result.scenarios.length,
              )}
            </h2>
            {result.problems.map((one, place) => (
              <p key={place} className="part-problem">
                {one.file}:{one.line} {one.where}: {language === 'zh' ? one.problem_zh : one.problem} —{' '}
                {language === 'zh' ? one.remedy_zh : one.remedy}
              </p>
            ))}
            <Lines label={words.played} selected={shown.what === 'trace' ? String(shown.place) : ''}>
              <Line
                head={words.coverage}
                foot={words.covered(
                  result.coverage.elements_visited,
                  result.coverage.elements,
                  result.coverage.flows_visited,
                  result.coverage.flows,
                )}
                isSelected={shown.what === 'coverage'}
                onSelect={() => setShown({ what: 'coverage' })}
              />
              {result.scenarios.map((one, place) => (
                <Line
                  key={place}
                  head={one.name}
                  foot={one.passed ? words.passed : (failureOf(one, language) ?? words.failed)}
                  isLate={!one.passed}
                  isSelected={shown.what === 'trace' && shown.place === place}
                  onSelect={() => setShown({ what: 'trace', place })}
                />
              ))}
            </Lines>
          </>
        )}
      </nav>
      <div className="part-main">
        {shown.what === 'file' &&
          (path === undefined ? (
            <div className="empty">{words.noScenarios}</div>
          ) : (
            <FileText
              key={path}
              path={path}
              text={workspace.files[path] ?? ''}
              isFixed={false}
              onChange={(text) => workspace.write(path, text)}
              findings={findings.filter((one) => one.file?.endsWith(path))}
            />
          ))}
        {shown.what === 'coverage' && result !== undefined && <Coverage coverage={result.coverage} xml={xml} />}
        {trace !== undefined && <Trace key={trace.name} played={trace} xml={xml} />}
      </div>
      {isRecording && (
        <RecordDialogue
          files={workspace.files}
          onClose={() => setRecording(false)}
          onRecorded={(text) => add('recorded', text)}
        />
      )}
    </div>
  )
}

/** The first thing that was not as expected. */
function failureOf({ failure }: Played, language: Language): string | undefined {
  return (language === 'zh' ? failure?.problems_zh : failure?.problems)?.[0]
}
