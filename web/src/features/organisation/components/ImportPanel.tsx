import { Button, Select, Upload } from 'antd'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { imports } from '@/words/organisation'
import { IMPORTS, useImport, type ImportKind } from '../api/useImport'
import { ImportProblems } from './ImportProblems'

/** Imports a file: tried first, and only without anything wrong. */
export function ImportPanel() {
  const words = useWords(imports)
  const [kind, setKind] = useState<ImportKind>('organisation')
  const [file, setFile] = useState<File | null>(null)
  const command = useImport()
  const report = command.data
  const isTrying = command.isPending && command.variables.dryRun
  const isStoring = command.isPending && !command.variables.dryRun
  const send = (dryRun: boolean) => file !== null && command.mutate({ kind, file, dryRun })
  const told = report && ([report.created, report.changed, report.unchanged] as const)
  return (
    <section className="panel padded">
      <p className="quiet">{words.hint}</p>
      <div className="filters">
        <Select
          aria-label={words.what}
          value={kind}
          options={IMPORTS.map((one) => ({ value: one, label: words[one] }))}
          onChange={(chosen) => {
            setKind(chosen)
            command.reset()
          }}
        />
        <Upload
          showUploadList={false}
          accept=".csv,.xlsx"
          aria-label={words.file}
          beforeUpload={(chosen) => {
            setFile(chosen)
            command.reset()
            return false
          }}
        >
          <Button icon={<FileUp size={16} />}>{file?.name ?? words.choose}</Button>
        </Upload>
        <Button disabled={file === null || isStoring} loading={isTrying} onClick={() => send(true)}>
          {words.tryIt}
        </Button>
        <Button
          type="primary"
          disabled={!isStoring && (report === undefined || report.stored || report.problem_count > 0)}
          loading={isStoring}
          onClick={() => send(false)}
        >
          {words.doIt}
        </Button>
      </div>
      {command.error !== null && <ProblemNote problem={command.error} />}
      {report !== undefined && told !== undefined && (
        <div role="status">
          {report.problem_count > 0 ? (
            <>
              <p className="required">{words.wrong(report.problem_count)}</p>
              <ImportProblems problems={report.problems} />
            </>
          ) : (
            <p>{report.stored ? words.did(...told) : words.would(...told)}</p>
          )}
        </div>
      )}
    </section>
  )
}
