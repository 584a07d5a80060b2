import { Button, Form, Input, InputNumber, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import type { CampaignMode, CampaignOptions, KeyResult } from '@/api/types'
import { useNamed, useWords } from '@/words'
import { callResults } from '@/words/campaigns'
import { campaignModes, pacing } from '@/words/pacing'
import { useCampaignOptions } from '../api/useCampaigns'

const MODES = Object.keys(campaignModes) as CampaignMode[]
const MEANINGS: readonly KeyResult['result'][] = [
  'reached',
  'agreed',
  'refused',
  'not-satisfied',
  'wrong-number',
  'do-not-call',
]

interface ModeFieldsProps {
  mode: CampaignMode
  department: string | undefined
  /** It stays while the campaign runs. */
  isFixed: boolean
}

/** Who dials: an agent, or the list by itself, with whom it is connected and how fast it goes. */
export function ModeFields({ mode, department, isFixed }: ModeFieldsProps) {
  const words = useWords(pacing)
  const modes = useWords(campaignModes)
  const { data } = useCampaignOptions()
  const rules = [{ required: true, message: words.needed }]
  return (
    <>
      <div className="campaigns-pair">
        <Form.Item name="mode" label={words.mode} extra={isFixed ? words.staysWhileRunning : undefined}>
          <Select disabled={isFixed} options={MODES.map((value) => ({ value, label: modes[value] }))} />
        </Form.Item>
        {mode !== 'preview' && <With mode={mode} department={department} isFixed={isFixed} options={data} />}
      </div>
      {mode !== 'preview' && (
        <div className="campaigns-pair">
          {mode === 'progressive' && (
            <Form.Item name="abandoned_percent" label={words.mostAbandoned} rules={rules}>
              <InputNumber className="campaigns-figure" min={0} max={10} precision={0} />
            </Form.Item>
          )}
          <Form.Item name="lines_most" label={words.mostLines} rules={rules}>
            <InputNumber className="campaigns-figure" min={1} max={200} precision={0} />
          </Form.Item>
        </div>
      )}
      {mode === 'dialogue' && <Keys />}
    </>
  )
}

interface WithProps extends ModeFieldsProps {
  options: CampaignOptions | undefined
}

/** The queue whose agents speak, or the dialogue that is heard. */
function With({ mode, department, isFixed, options }: WithProps) {
  const words = useWords(pacing)
  const named = useNamed()
  const rules = [{ required: true, message: words.needed }]
  const name = ({ zh, en }: { zh: string; en: string }) => named({ name_zh: zh, name_en: en })
  if (mode === 'dialogue') {
    return (
      <Form.Item name="dialogue" label={words.dialogue} rules={rules}>
        <Select
          disabled={isFixed}
          notFoundContent={words.noDialogues}
          options={options?.dialogues.map((one) => ({ value: one.package, label: name(one) }))}
        />
      </Form.Item>
    )
  }
  return (
    <Form.Item name="queue_id" label={words.queue} rules={rules}>
      <Select
        disabled={isFixed}
        notFoundContent={words.noQueues}
        options={options?.queues
          .filter((one) => one.department_id === department)
          .map((one) => ({ value: one.id, label: name(one) }))}
      />
    </Form.Item>
  )
}

/** What keys in the dialogue mean. */
function Keys() {
  const words = useWords(pacing)
  const results = useWords(callResults)
  return (
    <Form.Item label={words.keys} extra={words.keysHint}>
      <Form.List name="keys">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <div key={key} className="campaigns-key">
                <Form.Item name={[name, 'key']} rules={[{ required: true, pattern: /^[0-9*#]$/, message: words.keyWrong }]}>
                  <Input aria-label={words.key} placeholder={words.key} maxLength={1} />
                </Form.Item>
                <Form.Item name={[name, 'result']} rules={[{ required: true, message: words.needed }]}>
                  <Select
                    aria-label={words.means}
                    placeholder={words.means}
                    options={MEANINGS.map((value) => ({ value, label: results[value] }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'element']}>
                  <Input aria-label={words.element} placeholder={words.element} maxLength={200} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<Trash2 size={14} aria-hidden />}
                  aria-label={words.removeKey}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => add({})}>
              {words.addKey}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
