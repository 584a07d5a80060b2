import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { DraftList } from '@/features/designer/components/DraftList'
import { ImportDialogue } from '@/features/designer/components/ImportDialogue'
import { NewDraftDialogue } from '@/features/designer/components/NewDraftDialogue'
import { DeployDialogue } from '@/features/packages/components/DeployDialogue'
import { PackageTable } from '@/features/packages/components/PackageTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { drafts } from '@/words/workbench'
import { importing } from '@/words/importing'
import { packages } from '@/words/packages'

type Dialogue = 'deploy' | 'create' | 'import'

/** The process packages of this installation, and the drafts of new versions. */
export function PackagesRoute() {
  const words = useWords(packages)
  const draftWords = useWords(drafts)
  const importWords = useWords(importing)
  const may = useMay()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Dialogue>()
  const close = () => setOpen(undefined)
  const show = (draftId: string) => void navigate({ to: '/drafts/$draftId', params: { draftId } })
  return (
    <Page
      title={words.title}
      actions={
        <>
          {may('design') && <Button onClick={() => setOpen('import')}>{importWords.open}</Button>}
          {may('design') && <Button onClick={() => setOpen('create')}>{draftWords.create}</Button>}
          {may('deploy') && (
            <Button type="primary" onClick={() => setOpen('deploy')}>
              {words.deploy}
            </Button>
          )}
        </>
      }
    >
      <PackageTable />
      {may('design') && (
        <>
          <h2 className="section-title">{draftWords.title}</h2>
          <DraftList />
        </>
      )}
      {open === 'deploy' && <DeployDialogue onClose={close} />}
      {open === 'create' && <NewDraftDialogue onClose={close} onMade={show} />}
      {open === 'import' && <ImportDialogue onClose={close} onMade={show} />}
    </Page>
  )
}
