import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Table, Upload } from 'antd'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { answered, api, newKey } from '@/api/client'
import type { LateReport } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useNames } from '@/ui/names'
import { ProblemNote } from '@/ui/ProblemNote'
import { useLanguage, useWords } from '@/words'
import { late, lateOutcomes } from '@/words/lateEntries'
import { notes } from '@/words/orderNotes'

interface Sheet {
  file: File
  reason: string
  dry_run: boolean
}

function useEnterLate() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ file, reason, dry_run }: Sheet) =>
      answered(
        api.POST('/api/v1/late-entries/file', {
          params: { query: { name: file.name, reason, dry_run }, header: { 'Idempotency-Key': newKey() } },
          headers: { 'Content-Type': 'application/octet-stream' },
          body: file as unknown as string,
          bodySerializer: (content) => content as unknown as BodyInit,
        }),
      ),
    onSettled: () => stale(['order'], ['orders'], ['inbox']),
  })
}

/** Enters a sheet of what was done while the system was down; tried first. */
export function LateEntries() {
  const words = useWords(late)
  const { needed } = useWords(notes)
  const command = useEnterLate()
  const [file, setFile] = useState<File>()
  const [form] = Form.useForm<{ reason: string }>()
  const send = (dry_run: boolean) => {
    void form.validateFields().then(
      ({ reason }) => file !== undefined && command.mutate({ file, reason: reason.trim(), dry_run }),
      () => undefined, // the form shows what is missing
    )
  }
  const wasTried = command.data !== undefined && command.variables?.dry_run === true
  return (
    <section className="panel">
      <p>{words.hint}</p>
      <p className="quiet">{words.columns}</p>
      <Form form={form} layout="vertical">
        <Form.Item name="reason" label={words.why} rules={[{ required: true, whitespace: true, message: needed }]}>
          <Input maxLength={500} />
        </Form.Item>
      </Form>
      <div className="order-notes-actions">
        <Upload
          showUploadList={false}
          accept=".csv,.xlsx"
          beforeUpload={(chosen) => {
            setFile(chosen)
            command.reset()
            return false
          }}
        >
          <Button icon={<FileUp size={16} />}>{file?.name ?? words.file}</Button>
        </Upload>
        <Button disabled={file === undefined} loading={command.isPending} onClick={() => send(true)}>
          {words.tryIt}
        </Button>
        <Button type="primary" disabled={!wasTried} loading={command.isPending} onClick={() => send(false)}>
          {words.enter}
        </Button>
      </div>
      {command.error !== null && <ProblemNote problem={command.error} />}
      {command.data !== undefined && <Report report={command.data} wasTried={wasTried} />}
    </section>
  )
}

function Report({ report, wasTried }: { report: LateReport; wasTried: boolean }) {
  const words = useWords(late)
  const outcomeName = useNames(lateOutcomes)
  const { language } = useLanguage()
  const told = wasTried ? words.summary : words.entered
  return (
    <>
      <p role="status">{told(report.entered, report.refused)}</p>
      <Table
        size="small"
        rowKey="number"
        pagination={false}
        dataSource={report.results}
        columns={[
          { title: words.number, dataIndex: 'number' },
          { title: words.lines, dataIndex: 'lines', width: 70 },
          { title: words.outcome, dataIndex: 'outcome', width: 110, render: (key: string) => outcomeName(key) },
          { title: words.line, dataIndex: 'line', width: 80 },
          { title: words.message, render: (_, row) => (language === 'zh' ? row.message_zh : row.message) },
        ]}
      />
    </>
  )
}
