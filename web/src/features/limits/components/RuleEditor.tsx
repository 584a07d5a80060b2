import { Button, Form, Input, Select, Switch } from 'antd'
import { useVocabulary } from '@/api/vocabulary'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { limits } from '@/words/limits'
import { EditorFrame } from './EditorFrame'
import { LimitLines } from './LimitLines'
import { StageLines } from './StageLines'
import { fromForm, toForm, type Rule, type RuleForm } from './rules'

interface RuleEditorProps {
  /** The rule to change; undefined: a new one. */
  rule: Rule | undefined
  sources: readonly string[]
  problem: unknown
  isBusy: boolean
  /** Puts the rule in place; null: it is deleted. `dryRun`: only look whether it can be read. */
  onSave: (rule: Rule | null, dryRun: boolean) => Promise<unknown>
  onClose: () => void
}

const EMPTY: Rule = { key: '', names: { zh: '', en: '' }, rounds: 'continue', pauses: [], limits: [{}] }
const CHANGES = ['keep', 'recompute', 'tighten-only'] as const

/** The form of one rule; the server looks at it before it is kept, and names what is wrong. */
export function RuleEditor({ rule, sources, problem, isBusy, onSave, onClose }: RuleEditorProps) {
  const words = useWords(limits)
  const tell = useTell()
  const [form] = Form.useForm<RuleForm>()
  const accumulates = Form.useWatch('accumulates', form)
  const milestones = useVocabulary('milestones').words
  const pauses = useVocabulary('hold_reasons').words
  const categories = useVocabulary('categories').words
  const choices = (all: readonly { key: string; zh: string; en: string }[]) =>
    all.map((word) => ({ value: word.key, label: `${word.zh} ${word.key}` }))
  const send = (dryRun: boolean) =>
    void form
      .validateFields()
      .then(() => onSave(fromForm({ ...EMPTY, ...form.getFieldsValue(true) } as RuleForm, rule), dryRun))
      .then(() => tell.done(dryRun ? words.fine : words.saved))
      .catch(() => undefined) // what is wrong stands at the fields, or above the form
  const many = (name: 'categories' | 'start' | 'stop' | 'pauses', label: string, options: ReturnType<typeof choices>) => (
    <Form.Item name={name} label={label}>
      <Select mode="multiple" options={options} optionFilterProp="label" />
    </Form.Item>
  )
  return (
    <EditorFrame title={words.rule} problem={problem} isBusy={isBusy} onSend={send} onClose={onClose}>
      <Form<RuleForm> form={form} layout="vertical" initialValues={toForm(rule ?? EMPTY)}>
        <Form.Item name="key" label={words.key} rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/ }]}>
          <Input />
        </Form.Item>
        <Form.Item name={['names', 'zh']} label={words.nameZh} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        <Form.Item name={['names', 'en']} label={words.nameEn} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
        {many('categories', words.categories, choices(categories))}
        <Form.Item name="accumulates" label={words.accumulates} valuePropName="checked">
          <Switch />
        </Form.Item>
        {accumulates ? (
          <StageLines milestones={choices(milestones)} />
        ) : (
          <>
            {many('start', words.start, choices(milestones))}
            {many('stop', words.stop, choices(milestones))}
          </>
        )}
        <Form.Item name="rounds" label={words.rounds}>
          <Select
            options={(['continue', 'reopen', 'restart'] as const).map((value) => ({ value, label: words[value] }))}
          />
        </Form.Item>
        {many('pauses', words.pauses, choices(pauses))}
        <LimitLines sources={sources} />
        <Form.Item name="warn_at" label={words.warnAt}>
          <Select mode="tags" tokenSeparators={[',', '，', ' ']} options={[]} />
        </Form.Item>
        {(['when_rule_changes', 'when_facts_change'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={name === 'when_rule_changes' ? words.whenRuleChanges : words.whenFactsChange}
          >
            <Select options={CHANGES.map((value) => ({ value, label: words[value] }))} />
          </Form.Item>
        ))}
        <Form.Item name="day_end" label={words.dayEnd}>
          <Select options={(['midnight', 'close'] as const).map((value) => ({ value, label: words[value] }))} />
        </Form.Item>
        <Form.Item name="rolls" label={words.rolls} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="average" label={words.average} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="appointment" label={words.appointment} valuePropName="checked">
          <Switch />
        </Form.Item>
        {rule !== undefined && (
          <Button danger onClick={() => void onSave(null, false).then(onClose, () => undefined)}>
            {words.removeRule}
          </Button>
        )}
      </Form>
    </EditorFrame>
  )
}
