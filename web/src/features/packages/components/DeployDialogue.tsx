import { Alert, Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import { findingText } from '@/ui/findingText'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { packages } from '@/words/packages'
import { useDeploy } from '../api/usePackages'
import { readFolder } from './readFolder'

/** Deploys a package: choose its folder, see what the check says, then deploy it. */
export function DeployDialogue({ onClose }: { onClose: () => void }) {
  const words = useWords(packages)
  const { language } = useLanguage()
  const { done } = useTell()
  const deploy = useDeploy()
  const chooser = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<Record<string, string>>()
  const [hasNoSheet, setHasNoSheet] = useState(false)
  const checked = deploy.data
  const choose = async (list: FileList | null) => {
    if (list === null || list.length === 0) return
    const read = await readFolder(list)
    deploy.reset()
    setHasNoSheet(read === null)
    setFiles(read ?? undefined)
    if (read !== null) deploy.mutate({ files: read, dry_run: true })
  }
  const store = () => {
    if (files === undefined) return
    deploy.mutate(
      { files, dry_run: false },
      {
        onSuccess: ({ package: key, version }) => {
          done(words.deployed(key, version))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      width={640}
      title={words.deploy}
      onCancel={onClose}
      okText={words.deployNow}
      okButtonProps={{ disabled: checked === undefined || files === undefined }}
      confirmLoading={deploy.isPending && checked !== undefined}
      onOk={store}
    >
      <p className="quiet">{words.chooseHint}</p>
      <Button loading={deploy.isPending && checked === undefined} onClick={() => chooser.current?.click()}>
        {words.choose}
      </Button>{' '}
      {files !== undefined && <span className="quiet">{words.chosen(Object.keys(files).length)}</span>}
      <input
        ref={(element) => {
          chooser.current = element
          // React knows no property for choosing a folder.
          element?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        multiple
        hidden
        data-testid="package-folder"
        onChange={(event) => {
          void choose(event.target.files)
          // Else choosing the mended folder again would be no change.
          event.target.value = ''
        }}
      />
      {hasNoSheet && <Alert type="warning" showIcon title={words.noSheet} />}
      {deploy.isError && <ProblemNote problem={deploy.error} />}
      {checked !== undefined && (
        <Alert
          type={checked.findings.length > 0 ? 'warning' : 'success'}
          showIcon
          title={checked.new ? words.checked(checked.package, checked.version) : words.same}
          description={
            checked.findings.length > 0 && (
              <>
                {words.warnings}
                <ul className="findings">
                  {checked.findings.map((finding, place) => (
                    <li key={place}>{findingText(finding, language)}</li>
                  ))}
                </ul>
              </>
            )
          }
        />
      )}
    </Modal>
  )
}
