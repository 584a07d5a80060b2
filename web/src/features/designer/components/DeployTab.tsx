import { Link } from '@tanstack/react-router'
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import type { Reviewed } from '@/api/types'
import { Comparison } from '@/diagram/Comparison'
import { findingSentence } from '@/ui/findingText'
import { Loaded } from '@/ui/Loaded'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { trying } from '@/words/trying'
import { useDeployDraft, useReview, useVersionFiles } from '../api/useTrying'
import { isError } from './findings'
import { diagramPath } from './parts'
import type { PartProps } from './partProps'

/** The draft beside the version that is active, painted and in words. */
export function CompareTab({ draft, workspace }: PartProps) {
  const query = useReview(draft.id, { ...workspace.files }, workspace.version)
  return (
    <div className="part-page">
      <Loaded query={query}>{(review) => <Compared review={review} files={workspace.files} />}</Loaded>
    </div>
  )
}

function Compared({ review, files }: { review: Reviewed; files: PartProps['workspace']['files'] }) {
  const words = useWords(trying)
  const versionWords = useWords(diagrams)
  const query = useVersionFiles(review.replaces)
  const path = diagramPath(files)
  if (review.replaces === null) return <div className="empty">{words.nothingActive}</div>
  return (
    <Loaded query={query}>
      {(version) => (
        <Comparison
          differences={review.differences}
          before={{
            xml: version.files[diagramPath(version.files) ?? ''] ?? '',
            label: versionWords.version(version.version),
          }}
          after={{ xml: files[path ?? ''] ?? '', label: words.thisDraft }}
        />
      )}
    </Loaded>
  )
}

/** What deploying would change, and deploying. */
export function DeployTab({ draft, workspace, save, revision }: PartProps) {
  const query = useReview(draft.id, { ...workspace.files }, workspace.version)
  return (
    <div className="part-page">
      <Loaded query={query}>
        {(review) => <Reviewing review={review} draftId={draft.id} save={save} revision={revision} />}
      </Loaded>
    </div>
  )
}

interface ReviewingProps {
  review: Reviewed
  draftId: string
  save: PartProps['save']
  revision: PartProps['revision']
}

function Reviewing({ review, draftId, save, revision }: ReviewingProps) {
  const words = useWords(trying)
  const versionWords = useWords(diagrams)
  const { language } = useLanguage()
  const deploy = useDeployDraft(draftId)
  const [isSaving, setSaving] = useState(false)
  const act = async () => {
    setSaving(true)
    const isSaved = await save()
    setSaving(false)
    if (isSaved) deploy.mutate({ revision: revision(), replaces: review.replaces })
  }
  const orders = review.running.reduce((sum, one) => sum + one.orders, 0)
  return (
    <>
      {deploy.data !== undefined && (
        <Alert
          type="success"
          showIcon
          title={words.deployed(deploy.data.package, deploy.data.version)}
          description={
            <Link to="/packages/$packageKey" params={{ packageKey: deploy.data.package }}>
              {words.toVersions}
            </Link>
          }
        />
      )}
      {deploy.isError && <ProblemNote problem={deploy.error} />}
      <section className="panel">
        <h2>{words.reviewTitle}</h2>
        <p>{review.replaces_version === null ? words.first : words.replaces(review.replaces_version)}</p>
        <p>{orders > 0 ? words.runningStay(orders) : words.nothingRuns}</p>
        {review.running.length > 0 && (
          <Table
            size="small"
            rowKey="definition_id"
            pagination={false}
            dataSource={review.running}
            columns={[
              {
                title: words.version,
                render: (_, one) => (
                  <>
                    {versionWords.version(one.version)}{' '}
                    {one.active && <span className="mark mark-calm">{words.active}</span>}
                  </>
                ),
              },
              { title: words.orders, dataIndex: 'orders' },
              { title: words.instances, dataIndex: 'instances' },
            ]}
          />
        )}
        <Button
          type="primary"
          className="deploy-now"
          disabled={review.errors > 0 || review.unchanged}
          loading={isSaving || deploy.isPending}
          onClick={() => void act()}
        >
          {words.deployNow}
        </Button>
        {review.unchanged && <span className="quiet"> {words.unchanged}</span>}
      </section>
      {review.findings.length > 0 && (
        <section className="panel">
          <h2>{words.findings}</h2>
          <ul className="findings">
            {review.findings.map((finding, place) => (
              <li key={place}>
                <span className={isError(finding) ? 'mark mark-late' : 'mark mark-near'}>
                  {finding.name || finding.element || finding.file}
                </span>{' '}
                {findingSentence(finding, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {review.replaces !== null && (
        <section className="panel">
          <h2>{versionWords.differences(review.differences.length)}</h2>
          <ul className="findings">
            {review.differences.map((one, place) => (
              <li key={place}>{language === 'zh' ? one.sentence_zh : one.sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
