import { AutoComplete, Button, Checkbox, Input, Select } from 'antd'
import { Trash2 } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { useCommitted } from '../components/useCommitted'
import { FeelField } from '../feel/FeelField'
import { useShown } from './element'

/** A section of the panel, which can be folded away. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="properties-section" open>
      <summary>{title}</summary>
      <div className="properties-fields">{children}</div>
    </details>
  )
}

export function Row({ label, htmlFor, hint, children }: { label: string; htmlFor?: string; hint?: string; children: ReactNode }) {
  return (
    <div className="properties-row">
      <label className="form-label" htmlFor={htmlFor}>
        {label}
      </label>
      {children}
      {hint !== undefined && <p className="quiet properties-hint">{hint}</p>}
    </div>
  )
}

interface TextProps {
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string
  placeholder?: string
  multiline?: boolean
  problem?: string
}

export function TextRow({ label, value, onChange, hint, placeholder, multiline, problem }: TextProps) {
  const id = useId()
  const { text, type, settle } = useCommitted(value, onChange)
  const shared = {
    id,
    value: text,
    placeholder,
    status: problem === undefined ? undefined : ('error' as const),
    onBlur: settle,
  }
  return (
    <Row label={label} htmlFor={id} hint={problem ?? hint}>
      {multiline ? (
        <Input.TextArea {...shared} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(event) => type(event.target.value)} />
      ) : (
        <Input {...shared} onPressEnter={settle} onChange={(event) => type(event.target.value)} />
      )}
    </Row>
  )
}

/** Returns the problem of an element that quotes this text. */
export function problemOf(problems: readonly string[], text: string): string | undefined {
  return text.trim().length > 1 ? problems.find((one) => one.includes(text.trim())) : undefined
}

/** A FEEL expression; a problem of the element that quotes it is shown at it. */
export function FeelRow({ label, value, onChange, hint, placeholder }: Omit<TextProps, 'multiline' | 'problem'>) {
  const id = useId()
  const { problems } = useShown()
  const problem = problemOf(problems, value)
  return (
    <Row label={label} htmlFor={id} hint={hint}>
      <FeelField id={id} label={label} value={value} onChange={onChange} problem={problem} placeholder={placeholder} />
    </Row>
  )
}

export interface Choice {
  value: string
  label: string
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly Choice[]
  onChange: (value: string) => void
  hint?: string
  /** It may be left empty. */
  optional?: boolean
}

export function ChoiceRow({ label, value, options, onChange, hint, optional }: ChoiceProps) {
  const id = useId()
  const known = value === '' || options.some((one) => one.value === value)
  return (
    <Row label={label} htmlFor={id} hint={hint}>
      <Select
        id={id}
        aria-label={label}
        value={value === '' ? undefined : value}
        allowClear={optional}
        showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
        options={known ? [...options] : [...options, { value, label: value }]}
        onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
      />
    </Row>
  )
}

/** Something that is usually one of a few, but may be written freely. */
export function FreeRow({ label, value, options, onChange, hint }: Omit<ChoiceProps, 'optional'>) {
  const id = useId()
  const { text, type, settle } = useCommitted(value, onChange)
  return (
    <Row label={label} htmlFor={id} hint={hint}>
      <AutoComplete
        id={id}
        aria-label={label}
        value={text}
        options={options.filter((one) => one.value.includes(text) || one.label.includes(text)).slice()}
        onChange={(typed: string | undefined) => type(typed ?? '')}
        onBlur={settle}
        allowClear
      />
    </Row>
  )
}

export function FlagRow({ label, value, onChange }: { label: string; value: boolean; onChange: (yes: boolean) => void }) {
  return (
    <div className="properties-row">
      <Checkbox checked={value} onChange={(event) => onChange(event.target.checked)}>
        {label}
      </Checkbox>
    </div>
  )
}

interface NameProps {
  label: string
  value: string
  onChange: (text: string) => void
  placeholder?: string
}

/** A name within an entry of a list, without a label above it. */
export function NameField({ label, value, onChange, placeholder }: NameProps) {
  const { text, type, settle } = useCommitted(value, onChange)
  return (
    <Input
      aria-label={label}
      placeholder={placeholder ?? label}
      value={text}
      onChange={(event) => type(event.target.value)}
      onBlur={settle}
      onPressEnter={settle}
    />
  )
}

/** Removes an entry of a list. */
export function RemoveButton({ name, onClick, disabled }: { name: string; onClick: () => void; disabled?: boolean }) {
  const words = useWords(designer)
  return (
    <Button
      type="text"
      size="small"
      aria-label={words.removeEntry(name)}
      icon={<Trash2 size={14} />}
      disabled={disabled}
      onClick={onClick}
    />
  )
}
