import { Button, Form, Input, InputNumber, Select, Space } from 'antd'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { limits, limitUnits } from '@/words/limits'
import { readConditions } from './conditions'
import { EditorFrame } from './EditorFrame'
import { KEY, noticeForms, sourceForms, withNotices, type NoticeForm } from './notices'
import type { PartEditorProps } from './SourceEditor'

/** Notice cannot be counted in business hours. */
const NOT_FOR_NOTICE = ['working_minutes', 'working_hours']

/** How long before an event customers must have been told. */
export function NoticeEditor({ content, problem, isBusy, onSave, onClose }: PartEditorProps) {
  const words = useWords(limits)
  const units = useWords(limitUnits)
  const tell = useTell()
  const [form] = Form.useForm<{ notices: NoticeForm[] }>()
  const send = (dryRun: boolean) =>
    void form
      .validateFields()
      .then(({ notices }) => onSave(withNotices(content, notices), dryRun))
      .then(() => tell.done(dryRun ? words.fine : words.saved))
      .catch(() => undefined) // what is wrong stands at the fields, or above the form
  const readable = (_: unknown, value: string | undefined) =>
    readConditions(value ?? '') === null ? Promise.reject(new Error(words.whenWrong)) : Promise.resolve()
  const needed = [{ required: true }]
  return (
    <EditorFrame title={words.noticeRules} problem={problem} isBusy={isBusy} onSend={send} onClose={onClose}>
      <Form form={form} layout="vertical" initialValues={{ notices: noticeForms(content) }}>
        <Form.List name="notices">
          {(lines, { add, remove }) => (
            <>
              {lines.map(({ key, name }) => (
                <fieldset key={key}>
                  <Space align="start" wrap>
                    <Form.Item
                      name={[name, 'key']}
                      label={words.sourceKey}
                      rules={[{ required: true, pattern: KEY, message: words.keyForm }]}
                    >
                      <Input />
                    </Form.Item>
                    <Form.Item name={[name, 'names', 'zh']} label={words.nameZh} rules={needed}>
                      <Input maxLength={100} />
                    </Form.Item>
                    <Form.Item name={[name, 'names', 'en']} label={words.nameEn} rules={needed}>
                      <Input maxLength={100} />
                    </Form.Item>
                    <Form.Item name={[name, 'when']} label={words.when} extra={words.whenHint} rules={[{ validator: readable }]}>
                      <Input />
                    </Form.Item>
                    <Form.Item name={[name, 'notice', 'amount']} label={words.noticeAmount} rules={needed}>
                      <InputNumber min={1} max={100000} precision={0} />
                    </Form.Item>
                    <Form.Item name={[name, 'notice', 'unit']} label={words.unit} rules={needed}>
                      <Select
                        style={{ width: 120 }}
                        options={Object.entries(units)
                          .filter(([value]) => !NOT_FOR_NOTICE.includes(value))
                          .map(([value, label]) => ({ value, label }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'notice', 'source']} label={words.source} rules={needed}>
                      <Select
                        style={{ width: 150 }}
                        options={sourceForms(content).map((one) => ({ value: one.key, label: one.key }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'notice', 'note']} label={words.note}>
                      <Input maxLength={200} />
                    </Form.Item>
                  </Space>
                  <Button size="small" onClick={() => remove(name)}>
                    {words.remove}
                  </Button>
                </fieldset>
              ))}
              <Button onClick={() => add({ key: '', names: { zh: '', en: '' }, when: '', notice: { unit: 'hours' } })}>
                {words.addNotice}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </EditorFrame>
  )
}
