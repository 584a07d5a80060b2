import { Button, Input, Select } from 'antd'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useWords } from '@/words'
import { deciding, policyWords } from '@/words/deciding'
import { useCommitted } from '../components/useCommitted'
import * as dmn from './dmnTable'
import './rules.css'

interface TableEditorProps {
  table: dmn.Table
  /** The whole file. */
  xml: string
  onChange: (xml: string) => void
}

interface CellProps {
  label: string
  value: string
  placeholder?: string
  onChange: (text: string) => void
}

function Cell({ label, value, placeholder, onChange }: CellProps) {
  const { text, type, settle } = useCommitted(value, onChange)
  return (
    <Input.TextArea
      className="rules-cell"
      variant="borderless"
      autoSize
      spellCheck={false}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => type(event.target.value)}
      onBlur={settle}
    />
  )
}

/** One decision table: hit policy, columns, rules. */
export function TableEditor({ table, xml, onChange }: TableEditorProps) {
  const words = useWords(deciding)
  const policies: Record<string, string> = useWords(policyWords)
  const { id } = table
  const columns = [
    ...table.inputs.map((column, at) => ({ side: 'input' as const, column, at })),
    ...table.outputs.map((column, at) => ({ side: 'output' as const, column, at })),
  ]
  return (
    <section className="panel rules-table" aria-label={table.name}>
      <header className="rules-head">
        <Input
          aria-label={words.name}
          className="rules-name"
          defaultValue={table.name}
          onBlur={(event) => onChange(dmn.setName(xml, id, event.target.value))}
        />
        <code className="quiet">{id}</code>
        <Select
          aria-label={words.hitPolicy}
          value={table.hitPolicy}
          popupMatchSelectWidth={false}
          options={dmn.HIT_POLICIES.map((one) => ({ value: one, label: policies[one] ?? one }))}
          onChange={(policy: string) => onChange(dmn.setPolicy(xml, id, policy, table.aggregation))}
        />
        {table.hitPolicy === 'COLLECT' && (
          <Select
            aria-label={words.aggregation}
            value={table.aggregation}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: words.list },
              ...dmn.AGGREGATIONS.map((one) => ({ value: one, label: policies[one] ?? one })),
            ]}
            onChange={(aggregation: string) => onChange(dmn.setPolicy(xml, id, table.hitPolicy, aggregation))}
          />
        )}
        <Button size="small" icon={<Plus size={14} />} onClick={() => onChange(dmn.addColumn(xml, id, 'input'))}>
          {words.addInput}
        </Button>
        <Button size="small" icon={<Plus size={14} />} onClick={() => onChange(dmn.addColumn(xml, id, 'output'))}>
          {words.addOutput}
        </Button>
      </header>
      <div className="rules-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.number}</th>
              {columns.map(({ side, column, at }) => (
                <th key={`${side}${at}`} scope="col" className={`rules-${side}`}>
                  <span className="rules-side">
                    {side === 'input' ? words.input : words.output}
                    <Button
                      type="text"
                      size="small"
                      aria-label={words.removeColumn(column.label || column.text)}
                      icon={<Trash2 size={13} />}
                      disabled={side === 'output' && table.outputs.length === 1}
                      onClick={() => onChange(dmn.removeColumn(xml, id, side, at))}
                    />
                  </span>
                  <Cell
                    label={`${words.label} ${at + 1}`}
                    placeholder={words.label}
                    value={column.label}
                    onChange={(label) => onChange(dmn.setColumn(xml, id, side, at, { ...column, label }))}
                  />
                  <Cell
                    label={side === 'input' ? words.expression(at + 1) : words.outputName(at + 1)}
                    value={column.text}
                    onChange={(text) => onChange(dmn.setColumn(xml, id, side, at, { ...column, text }))}
                  />
                </th>
              ))}
              <th scope="col">{words.actions}</th>
            </tr>
          </thead>
          <tbody>
            {table.rules.map((rule, row) => (
              <tr key={row}>
                <th scope="row" className="figures">
                  {row + 1}
                </th>
                {columns.map(({ side, at }) => (
                  <td key={`${side}${at}`} className={`rules-${side}`}>
                    <Cell
                      label={words.cell(row + 1, side === 'input' ? at + 1 : table.inputs.length + at + 1)}
                      value={(side === 'input' ? rule.inputs : rule.outputs)[at] ?? ''}
                      onChange={(text) => onChange(dmn.setCell(xml, id, row, side, at, text))}
                    />
                  </td>
                ))}
                <td className="rules-tools">
                  <Button
                    type="text"
                    size="small"
                    aria-label={words.moveUp(row + 1)}
                    icon={<ArrowUp size={13} />}
                    disabled={row === 0}
                    onClick={() => onChange(dmn.moveRule(xml, id, row, -1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    aria-label={words.moveDown(row + 1)}
                    icon={<ArrowDown size={13} />}
                    disabled={row === table.rules.length - 1}
                    onClick={() => onChange(dmn.moveRule(xml, id, row, 1))}
                  />
                  <Button
                    type="text"
                    size="small"
                    aria-label={words.removeRule(row + 1)}
                    icon={<Trash2 size={13} />}
                    onClick={() => onChange(dmn.removeRule(xml, id, row))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button size="small" icon={<Plus size={14} />} onClick={() => onChange(dmn.addRule(xml, id))}>
        {words.addRule}
      </Button>
    </section>
  )
}
