import { Button } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { DeployDialogue } from '@/features/packages/components/DeployDialogue'
import { PackageTable } from '@/features/packages/components/PackageTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { packages } from '@/words/packages'

/** The process packages of this installation. */
export function PackagesRoute() {
  const words = useWords(packages)
  const may = useMay()
  const [isDeploying, setDeploying] = useState(false)
  return (
    <Page
      title={words.title}
      actions={
        may('deploy') && (
          <Button type="primary" onClick={() => setDeploying(true)}>
            {words.deploy}
          </Button>
        )
      }
    >
      <PackageTable />
      {isDeploying && <DeployDialogue onClose={() => setDeploying(false)} />}
    </Page>
  )
}
