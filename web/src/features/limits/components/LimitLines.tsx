import { Button, Form, Input, InputNumber, Select, Space } from 'antd'
import { useWords } from '@/words'
import { limits, limitUnits } from '@/words/limits'
import { readConditions } from './conditions'

/** The lines of a rule: for which orders, what is promised, what is aimed at, and where that comes from. */
export function LimitLines({ sources }: { sources: readonly string[] }) {
  const words = useWords(limits)
  const units = useWords(limitUnits)
  const unitChoices = Object.entries(units).map(([value, label]) => ({ value, label }))
  const layer = (place: number, name: 'promise' | 'target', label: string) => (
    <Form.Item label={label} style={{ marginBottom: 4 }}>
      <Space.Compact>
        <Form.Item name={[place, name, 'amount']} noStyle>
          <InputNumber aria-label={`${label} ${words.amount}`} min={1} max={100000} precision={0} />
        </Form.Item>
        <Form.Item name={[place, name, 'unit']} noStyle>
          <Select aria-label={`${label} ${words.unit}`} style={{ width: 120 }} options={unitChoices} />
        </Form.Item>
        <Form.Item name={[place, name, 'source']} noStyle>
          <Select
            aria-label={`${label} ${words.source}`}
            style={{ width: 150 }}
            options={sources.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        <Form.Item name={[place, name, 'note']} noStyle>
          <Input aria-label={`${label} ${words.note}`} placeholder={words.note} />
        </Form.Item>
      </Space.Compact>
    </Form.Item>
  )
  return (
    <Form.List name="limits">
      {(lines, { add, remove }) => (
        <>
          {lines.map(({ key, name }) => (
            <fieldset key={key}>
              <Form.Item
                name={[name, 'when']}
                label={words.when}
                extra={words.whenHint}
                rules={[
                  {
                    validator: (_, value: string | undefined) =>
                      readConditions(value ?? '') === null ? Promise.reject(new Error(words.whenWrong)) : Promise.resolve(),
                  },
                ]}
              >
                <Input />
              </Form.Item>
              {layer(name, 'promise', words.promise)}
              {layer(name, 'target', words.target)}
              {lines.length > 1 && (
                <Button size="small" onClick={() => remove(name)}>
                  {words.remove}
                </Button>
              )}
            </fieldset>
          ))}
          <Button onClick={() => add({ when: '' })}>{words.addLimit}</Button>
        </>
      )}
    </Form.List>
  )
}
