import { Form, Input, Radio, type FormInstance } from 'antd'
import type { CallResult, ToldResult } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { ProblemNote } from '@/ui/ProblemNote'
import { useFieldFindings } from '@/ui/useFieldFindings'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { callResults, campaigns } from '@/words/campaigns'
import type { useCallCommands } from '../api/useNextCall'
import './campaigns.css'

/** What an agent can tell of a call, in the order of its keys `1` to `9`; the others the telephone tells. */
export const RESULTS = (Object.keys(callResults) as CallResult[]).filter(
  (one): one is ToldResult => one !== 'hung-up' && one !== 'abandoned',
)

export interface ResultFacts {
  result: ToldResult
  note?: string
  again_at?: string | null
}

interface ResultFormProps {
  entry: string
  form: FormInstance<ResultFacts>
  tell: ReturnType<typeof useCallCommands>['tell']
  /** The keys `1` to `9` choose. */
  withKeys?: boolean
  onTold: () => void
}

/** What a call came to. */
export function ResultForm({ entry, form, tell, withKeys = false, onTold }: ResultFormProps) {
  const words = useWords(campaigns)
  const results = useWords(callResults)
  const { done } = useTell()
  const result = Form.useWatch('result', form)
  const { place, rest } = useFieldFindings(form, { again_at: 'again_at', note: 'note' })
  const rules = [{ required: true, message: words.needed }]
  const told = {
    onSuccess: () => {
      done(words.done)
      onTold()
    },
    onError: place,
  }
  return (
    <>
      <Form<ResultFacts> form={form} layout="vertical" onFinish={(facts) => tell.mutate({ entry, ...facts }, told)}>
        <Form.Item name="result" label={words.result} rules={rules}>
          <Radio.Group
            className="campaigns-choices"
            optionType="button"
            aria-label={words.result}
            options={RESULTS.map((value, place) => ({
              value,
              label: (
                <>
                  {results[value]} {withKeys && <kbd aria-hidden>{place + 1}</kbd>}
                </>
              ),
            }))}
          />
        </Form.Item>
        {result === 'call-again' && (
          <Form.Item name="again_at" label={words.againAt} rules={rules}>
            <MomentPicker side="future" />
          </Form.Item>
        )}
        <Form.Item name="note" label={words.note}>
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      </Form>
      {tell.isError && rest !== null && <ProblemNote problem={rest} />}
    </>
  )
}
