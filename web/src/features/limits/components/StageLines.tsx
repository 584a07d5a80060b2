import { Button, Form, Input, Select, Space } from 'antd'
import { useWords } from '@/words'
import { limits } from '@/words/limits'

/** The stages whose sum a rule limits; the last one's stop ends the clock. */
export function StageLines({ milestones }: { milestones: readonly { value: string; label: string }[] }) {
  const words = useWords(limits)
  return (
    <Form.List name="stages">
      {(stages, { add, remove }) => (
        <>
          {stages.map(({ key, name }) => (
            <Space key={key} align="start" wrap>
              <Form.Item name={[name, 'key']} label={words.stage} rules={[{ required: true }]}>
                <Input />
              </Form.Item>
              {(['start', 'stop'] as const).map((end) => (
                <Form.Item key={end} name={[name, end]} label={words[end]}>
                  <Select mode="multiple" options={[...milestones]} optionFilterProp="label" style={{ minWidth: 180 }} />
                </Form.Item>
              ))}
              <Button onClick={() => remove(name)}>{words.remove}</Button>
            </Space>
          ))}
          <Button onClick={() => add({ key: '', start: [], stop: [] })}>{words.addStage}</Button>
        </>
      )}
    </Form.List>
  )
}
