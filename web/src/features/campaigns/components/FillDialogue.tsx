import { Button, Modal, Segmented, Upload } from 'antd'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import type { FillBody } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { filling } from '@/words/filling'
import { useFill } from '../api/useCampaigns'
import { FillQuery } from './FillQuery'
import { FillReport } from './FillReport'
import './campaigns.css'

type Query = Omit<FillBody, 'dry_run'>

/** Whether a query has what it needs. */
function isWhole({ source, outage_id, since, until }: Query): boolean {
  if (source.endsWith('of-outage')) return Boolean(outage_id)
  return source !== 'orders-finished' || (Boolean(since) && Boolean(until))
}

/** Fills a list: tried first, and done only without anything wrong. */
export function FillDialogue({ campaign, onClose }: { campaign: string; onClose: () => void }) {
  const words = useWords(filling)
  const shared = useWords(common)
  const { done } = useTell()
  const [from, setFrom] = useState<'file' | 'query'>('file')
  const [file, setFile] = useState<File>()
  const [query, setQuery] = useState<Query>({ source: 'orders-of-outage' })
  const command = useFill(campaign)
  const report = command.data
  const mayAdd = report !== undefined && report.problem_count === 0 && report.added + report.left_out > 0
  const send = (dryRun: boolean) =>
    command.mutate(from === 'file' ? { file, dryRun } : { query, dryRun }, {
      onSuccess: ({ stored, added }) => {
        if (!stored) return
        done(words.added(added))
        onClose()
      },
    })
  const change = (next: () => void) => {
    next()
    command.reset()
  }
  const isReady = from === 'file' ? file !== undefined : isWhole(query)
  return (
    <Modal
      open
      width={640}
      title={words.title}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{shared.cancel}</Button>
          <Button
            type={mayAdd ? 'default' : 'primary'}
            disabled={!isReady}
            loading={command.isPending && !mayAdd}
            onClick={() => send(true)}
          >
            {words.tryIt}
          </Button>
          <Button
            type={mayAdd ? 'primary' : 'default'}
            disabled={!mayAdd}
            loading={command.isPending && mayAdd}
            onClick={() => send(false)}
          >
            {words.doIt}
          </Button>
        </>
      }
    >
      <Segmented<'file' | 'query'>
        block
        aria-label={words.from}
        value={from}
        options={[
          { value: 'file', label: words.fromFile },
          { value: 'query', label: words.byQuery },
        ]}
        onChange={(chosen) => change(() => setFrom(chosen))}
      />
      {from === 'file' ? (
        <div className="campaigns-filling">
          <Upload
            showUploadList={false}
            accept=".csv,.xlsx"
            aria-label={words.choose}
            beforeUpload={(chosen) => {
              change(() => setFile(chosen))
              return false
            }}
          >
            <Button icon={<FileUp size={16} aria-hidden />}>{file?.name ?? words.choose}</Button>
          </Upload>
          <p className="quiet">{words.columns}</p>
        </div>
      ) : (
        <FillQuery query={query} onChange={(wanted) => change(() => setQuery(wanted))} />
      )}
      {command.isError && <ProblemNote problem={command.error} />}
      {report !== undefined && <FillReport report={report} />}
    </Modal>
  )
}
