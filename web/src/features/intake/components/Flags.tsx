import { Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useMay } from '@/api/session'
import type { CallerFlag, FlagsWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { MomentPicker } from '@/clock/MomentPicker'
import { useKeys } from '@/keyboard/useKeys'
import { ListTable } from '@/ui/ListTable'
import { useNames } from '@/ui/names'
import { ProblemNote } from '@/ui/ProblemNote'
import { SearchField } from '@/ui/SearchField'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { flags } from '@/words/callerFlags'
import { flagKinds } from '@/words/intake'
import { useFlagCommands, useFlags } from '../api/useFlags'

const KINDS = ['sensitive', 'nuisance'] as const

/** The flags on callers: listed, set, ended. */
export function Flags() {
  const words = useWords(flags)
  const kinds = useWords(flagKinds)
  const kindName = useNames(flagKinds)
  const may = useMay()
  const [wish, setWish] = useState<FlagsWish>({})
  const [open, setOpen] = useState<'new' | CallerFlag>()
  const query = useFlags(wish)
  const mayFlag = may('flag-callers')
  useKeys({ n: () => mayFlag && setOpen('new') })
  return (
    <>
      <div className="filters">
        <SearchField
          className="find"
          label={words.find}
          value={wish.text ?? ''}
          onSearch={(text) => setWish({ ...wish, text: text === '' ? undefined : text })}
        />
        <Select
          allowClear
          aria-label={words.kind}
          placeholder={words.anyKind}
          value={wish.kind ?? null}
          options={KINDS.map((value) => ({ value, label: kinds[value] }))}
          onChange={(kind: FlagsWish['kind'] | null) => setWish({ ...wish, kind: kind ?? undefined })}
        />
        <Checkbox
          checked={wish.holding ?? true}
          onChange={({ target }) => setWish({ ...wish, holding: target.checked })}
        >
          {words.holding}
        </Checkbox>
        {mayFlag && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {words.add} <kbd aria-hidden>n</kbd>
          </Button>
        )}
      </div>
      <ListTable<CallerFlag>
        query={query}
        label={words.title}
        empty={words.none}
        columns={[
          { title: words.number, dataIndex: 'caller_number', width: 150 },
          { title: words.kind, dataIndex: 'kind', width: 100, render: (key: string) => kindName(key) },
          { title: words.reason, dataIndex: 'reason' },
          { title: words.setBy, dataIndex: 'set_by_name', width: 110 },
          { title: words.since, dataIndex: 'set_at', width: 120, render: (at: string) => <Moment at={at} /> },
          {
            width: 100,
            render: (_, flag) =>
              flag.ended_at !== null
                ? words.ended
                : mayFlag && (
                    <Button size="small" onClick={() => setOpen(flag)}>
                      {words.end}
                    </Button>
                  ),
          },
        ]}
      />
      {open !== undefined && <FlagDialogue flag={open === 'new' ? null : open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

interface Facts {
  caller_number: string
  kind: (typeof KINDS)[number]
  reason: string
  until?: string | null
}

/** Asks for a new flag, or why one ends. */
function FlagDialogue({ flag, onClose }: { flag: CallerFlag | null; onClose: () => void }) {
  const words = useWords(flags)
  const kinds = useWords(flagKinds)
  const { done } = useTell()
  const commands = useFlagCommands()
  const command = flag === null ? commands.flag : commands.end
  const [form] = Form.useForm<Facts>()
  const rules = [{ required: true, whitespace: true, message: words.needed }]
  const told = {
    onSuccess: () => {
      done(words.done)
      onClose()
    },
  }
  const send = (facts: Facts) =>
    flag === null ? commands.flag.mutate(facts, told) : commands.end.mutate({ flag: flag.id, reason: facts.reason }, told)
  return (
    <Modal
      open
      title={flag === null ? words.add : `${words.end} ${flag.caller_number}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <Form form={form} layout="vertical" initialValues={{ kind: 'sensitive' }} onFinish={send}>
        {flag === null && (
          <>
            <Form.Item name="caller_number" label={words.number} rules={rules}>
              <Input autoFocus inputMode="tel" maxLength={40} />
            </Form.Item>
            <Form.Item name="kind" label={words.kind}>
              <Select options={KINDS.map((value) => ({ value, label: kinds[value] }))} />
            </Form.Item>
            <Form.Item name="until" label={words.until}>
              <MomentPicker side="future" />
            </Form.Item>
          </>
        )}
        <Form.Item name="reason" label={words.reason} rules={rules}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
