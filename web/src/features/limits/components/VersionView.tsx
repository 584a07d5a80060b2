import { Button, Popconfirm, Space } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { LimitContent, LimitVersionLine } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { limits } from '@/words/limits'
import { useChangeLimits, useCheckLimits, useDeleteLimits } from '../api/useLimits'
import { NoticeEditor } from './NoticeEditor'
import { NoticeTable } from './NoticeTable'
import { PutInForce } from './PutInForce'
import { RuleEditor } from './RuleEditor'
import { RuleTable } from './RuleTable'
import { rulesOf, type Rule } from './rules'
import { SourceEditor } from './SourceEditor'

interface VersionViewProps {
  line: LimitVersionLine
  content: LimitContent
  onDeleted: () => void
}

/** A version of one's own: what it says, and what may be done with it next. */
export function VersionView({ line, content, onDeleted }: VersionViewProps) {
  const words = useWords(limits)
  const tell = useTell()
  const may = useMay()('change-limits')
  const change = useChangeLimits(line.id, line.revision)
  const check = useCheckLimits(line.id, line.revision)
  const remove = useDeleteLimits(line.id, line.revision)
  const [place, setPlace] = useState<number>()
  const [part, setPart] = useState<'sources' | 'notices'>()
  const rules = rulesOf(content)
  const isOpen = may && line.state !== 'in-force'
  const save = async (rule: Rule | null, dryRun: boolean) => {
    const after = [...rules]
    if (rule === null) after.splice(place!, 1)
    else after[place!] = rule
    await change.mutateAsync({ content: { ...content, rules: after }, dryRun })
  }
  const PartEditor = part === 'sources' ? SourceEditor : NoticeEditor
  return (
    <>
      <section className="panel">
        <Space wrap>
          <span className={line.counts_now ? 'mark mark-calm' : 'mark'}>{line.counts_now ? words.countsNow : words[line.state]}</span>
          {line.valid_from !== null && (
            <span>
              {words.validFrom} <Moment at={line.valid_from} exact />
            </span>
          )}
          <span>
            {words.by} {line.changed_by_name} <Moment at={line.changed_at} exact />
          </span>
          {line.checked_by_name !== null && (
            <span>
              {words.checkedBy} {line.checked_by_name}
            </span>
          )}
        </Space>
        {line.note !== '' && <p>{line.note}</p>}
        {isOpen && (
          <Space wrap>
            {line.state === 'draft' && (
              <Button title={words.checkAbout} loading={check.isPending} onClick={() => check.mutate()}>
                {words.check}
              </Button>
            )}
            {line.state === 'checked' && <PutInForce id={line.id} revision={line.revision} />}
            <Button onClick={() => setPlace(rules.length)}>{words.addRule}</Button>
            <Button onClick={() => setPart('sources')}>{words.editSources}</Button>
            <Button onClick={() => setPart('notices')}>{words.editNotices}</Button>
            <Popconfirm
              title={words.removeSure}
              okText={words.remove}
              cancelText={words.cancel}
              onConfirm={() => remove.mutate(undefined, { onSuccess: onDeleted, onError: tell.failed })}
            >
              <Button danger>{words.remove}</Button>
            </Popconfirm>
          </Space>
        )}
        {check.isError && <ProblemNote problem={check.error} />}
      </section>
      <RuleTable content={content} onEdit={isOpen ? setPlace : undefined} />
      <NoticeTable content={content} />
      {part !== undefined && (
        <PartEditor
          content={content}
          problem={change.error}
          isBusy={change.isPending}
          onSave={(changed, dryRun) => change.mutateAsync({ content: changed, dryRun })}
          onClose={() => {
            change.reset()
            setPart(undefined)
          }}
        />
      )}
      {place !== undefined && (
        <RuleEditor
          rule={rules[place]}
          sources={Object.keys((content['sources'] ?? {}))}
          problem={change.error}
          isBusy={change.isPending}
          onSave={save}
          onClose={() => {
            change.reset()
            setPlace(undefined)
          }}
        />
      )}
    </>
  )
}
