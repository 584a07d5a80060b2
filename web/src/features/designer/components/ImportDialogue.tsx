import { Alert, Button, Modal } from 'antd'
import { useRef, type ReactNode } from 'react'
import type { Finding } from '@/api/types'
import { findingText } from '@/ui/findingText'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { importing } from '@/words/importing'
import { useCreateDraft } from '../api/useDrafts'
import { useTranslate, useUnpack } from '../api/useImport'

const MARKS = { translated: 'mark mark-calm', 'left-out': 'mark mark-near', decide: 'mark mark-late' }

interface ImportDialogueProps {
  onClose: () => void
  onMade: (draftId: string) => void
}

/** Begins a draft with a package's zip file, or with diagrams of Camunda or spiff-arena. */
export function ImportDialogue({ onClose, onMade }: ImportDialogueProps) {
  const words = useWords(importing)
  const { language } = useLanguage()
  const { failed } = useTell()
  const chooser = useRef<HTMLInputElement>(null)
  const unpack = useUnpack()
  const translate = useTranslate()
  const create = useCreateDraft()
  const choose = (list: FileList | null) => {
    const files = [...(list ?? [])]
    const zip = files.find((file) => /\.zip$/i.test(file.name))
    unpack.reset()
    translate.reset()
    if (zip !== undefined) unpack.mutate(zip)
    else if (files.length > 0) translate.mutate(files)
  }
  const begin = (files: Record<string, string>) =>
    create.mutate({ files }, { onSuccess: (made) => onMade(made.id), onError: failed })
  return (
    <Modal open width={760} title={words.title} footer={null} onCancel={onClose}>
      <p className="quiet">{words.hint}</p>
      <Button loading={unpack.isPending || translate.isPending} onClick={() => chooser.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept=".zip,.bpmn,.bpmn2,.xml,.dmn,.form,.json"
        data-testid="import-files"
        onChange={(event) => {
          choose(event.target.files)
          // Else choosing the mended file again would be no change.
          event.target.value = ''
        }}
      />
      {unpack.isError && <ProblemNote problem={unpack.error} />}
      {translate.isError && <ProblemNote problem={translate.error} />}
      {unpack.data !== undefined && (
        <Imported
          name={unpack.data.package?.key ?? words.unnamed}
          findings={unpack.data.findings}
          isBusy={create.isPending}
          onBegin={() => begin(unpack.data.files)}
        />
      )}
      {translate.data?.packages.map((one) => (
        <Imported
          key={one.key}
          name={one.key}
          findings={one.findings}
          isBusy={create.isPending}
          onBegin={() => begin(one.files)}
        >
          <ul className="findings import-report" aria-label={words.report}>
            {one.report.map((line, place) => (
              <li key={place}>
                <span className={MARKS[line.kind]}>{words[line.kind]}</span>{' '}
                {line.name || line.element} {language === 'zh' ? line.what_zh : line.what}
              </li>
            ))}
          </ul>
        </Imported>
      ))}
    </Modal>
  )
}

interface ImportedProps {
  name: string
  findings: readonly Finding[]
  isBusy: boolean
  onBegin: () => void
  children?: ReactNode
}

/** What was read: what is found in it, and the way into a draft. */
function Imported({ name, findings, isBusy, onBegin, children }: ImportedProps) {
  const words = useWords(importing)
  const { language } = useLanguage()
  return (
    <section aria-label={name}>
      <h3 className="section-title">{name}</h3>
      {children}
      {findings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.findings(findings.length)}
          description={
            <ul className="findings">
              {findings.map((finding, place) => (
                <li key={place}>{findingText(finding, language)}</li>
              ))}
            </ul>
          }
        />
      )}
      <Button type="primary" className="deploy-now" loading={isBusy} onClick={onBegin}>
        {words.begin}
      </Button>
    </section>
  )
}
