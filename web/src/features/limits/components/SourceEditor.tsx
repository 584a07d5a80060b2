import { Button, Form, Input, Select, Space } from 'antd'
import type { LimitContent } from '@/api/types'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { limits, trusts } from '@/words/limits'
import { EditorFrame } from './EditorFrame'
import { KEY, sourceForms, withSources, type SourceForm } from './notices'

export interface PartEditorProps {
  content: LimitContent
  problem: unknown
  isBusy: boolean
  /** Puts the content in place; `dryRun`: only look whether it can be read. */
  onSave: (content: LimitContent, dryRun: boolean) => Promise<unknown>
  onClose: () => void
}

/** Where the numbers of a version come from, and how far each is to be trusted. */
export function SourceEditor({ content, problem, isBusy, onSave, onClose }: PartEditorProps) {
  const words = useWords(limits)
  const trustNames = useWords(trusts)
  const tell = useTell()
  const [form] = Form.useForm<{ sources: SourceForm[] }>()
  const send = (dryRun: boolean) =>
    void form
      .validateFields()
      .then(({ sources }) => onSave(withSources(content, sources), dryRun))
      .then(() => tell.done(dryRun ? words.fine : words.saved))
      .catch(() => undefined) // what is wrong stands at the fields, or above the form
  const twice = (_: unknown, value: string) => {
    const all = form.getFieldValue('sources') as (SourceForm | undefined)[]
    return all.filter((one) => one?.key === value).length > 1
      ? Promise.reject(new Error(words.keyTwice))
      : Promise.resolve()
  }
  return (
    <EditorFrame title={words.sources} problem={problem} isBusy={isBusy} onSend={send} onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={{ sources: sourceForms(content) }}>
        <Form.List name="sources">
          {(lines, { add, remove }) => (
            <>
              {lines.map(({ key, name }) => (
                <Space key={key} align="start" wrap>
                  <Form.Item
                    name={[name, 'key']}
                    label={words.sourceKey}
                    rules={[{ required: true, pattern: KEY, message: words.keyForm }, { validator: twice }]}
                  >
                    <Input style={{ width: 160 }} />
                  </Form.Item>
                  <Form.Item name={[name, 'title']} label={words.sourceTitle} rules={[{ required: true, whitespace: true }]}>
                    <Input maxLength={200} style={{ width: 260 }} />
                  </Form.Item>
                  <Form.Item name={[name, 'trust']} label={words.trust} rules={[{ required: true }]}>
                    <Select
                      style={{ width: 170 }}
                      options={Object.entries(trustNames).map(([value, label]) => ({ value, label }))}
                    />
                  </Form.Item>
                  <Button onClick={() => remove(name)}>{words.remove}</Button>
                </Space>
              ))}
              <Button onClick={() => add({ key: '', title: '', trust: 'setting' })}>{words.addSource}</Button>
            </>
          )}
        </Form.List>
      </Form>
    </EditorFrame>
  )
}
