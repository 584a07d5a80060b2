import { Button, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { useContext } from 'react'
import { useVocabulary } from '@/api/vocabulary'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { addressWords } from '@/words/diagramWords'
import { stages as stageWords } from '@/words/stages'
import { setAttributes } from '../modeler/edits'
import { textOf } from '../modeler/reading'
import { DEPARTMENTS, readAddresses, TIERS, writeAddresses, type Address } from './addresses'
import { SurroundingsContext, useShown } from './element'
import { ChoiceRow, FeelRow, Row, Section } from './fields'

/** Whose task it is: department kinds at tiers, a person, how urgent it is. */
export function AssignmentSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const set = (texts: Record<string, string>) => setAttributes(editor, element, subject, texts)
  return (
    <Section title={words.assignment}>
      <Addresses
        addresses={readAddresses(textOf(subject, 'camunda:candidateGroups'))}
        onChange={(all) => set({ 'camunda:candidateGroups': writeAddresses(all) })}
      />
      <FeelRow
        label={words.assignee}
        hint={words.assigneeHint}
        value={textOf(subject, 'camunda:assignee')}
        onChange={(text) => set({ 'camunda:assignee': text })}
      />
      <FeelRow
        label={words.priority}
        value={textOf(subject, 'camunda:priority')}
        onChange={(text) => set({ 'camunda:priority': text })}
      />
      <FeelRow
        label={words.dueDate}
        hint={words.dueDateHint}
        placeholder='now() + duration("P1D")'
        value={textOf(subject, 'camunda:dueDate')}
        onChange={(text) => set({ 'camunda:dueDate': text })}
      />
      <FeelRow
        label={words.followUpDate}
        hint={words.followUpDateHint}
        placeholder="P3D"
        value={textOf(subject, 'camunda:followUpDate')}
        onChange={(text) => set({ 'camunda:followUpDate': text })}
      />
    </Section>
  )
}

function Addresses({ addresses, onChange }: { addresses: readonly Address[]; onChange: (all: Address[]) => void }) {
  const words = useWords(designer)
  const names: Record<string, string> = useWords(addressWords)
  const options = (known: readonly string[], own: string) =>
    [...new Set([...known, own])]
      .filter((one) => one !== '')
      .map((one) => ({ value: one, label: names[one] === undefined ? one : `${names[one]} ${one}` }))
  const set = (place: number, changed: Partial<Address>) =>
    onChange(addresses.map((one, at) => (at === place ? { ...one, ...changed } : one)))
  return (
    <Row label={words.address} hint={words.addressHint}>
      {addresses.map((address, place) => (
        <div className="properties-pair" key={place}>
          <Select
            aria-label={words.department}
            value={address.department === '' ? undefined : address.department}
            placeholder={words.department}
            allowClear
            options={options(DEPARTMENTS, address.department)}
            onChange={(department: string | undefined) => set(place, { department: department ?? '' })}
          />
          <span aria-hidden>@</span>
          <Select
            aria-label={words.tier}
            value={address.tier}
            options={options(TIERS, address.tier)}
            onChange={(tier: string) => set(place, { tier })}
          />
          <Button
            type="text"
            size="small"
            aria-label={words.removeAddress}
            icon={<Trash2 size={14} />}
            onClick={() => onChange(addresses.filter((_, at) => at !== place))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onClick={() => onChange([...addresses, { department: 'repair', tier: 'county' }])}
      >
        {words.addAddress}
      </Button>
    </Row>
  )
}

/** The form that is filled in, and the way to it. */
export function FormSection() {
  const words = useWords(designer)
  const { editor, element, subject } = useShown()
  const { forms, openForm } = useContext(SurroundingsContext)
  const form = textOf(subject, 'camunda:formKey')
  return (
    <Section title={words.form}>
      <ChoiceRow
        label={words.formKey}
        optional
        value={form}
        options={forms.map((key) => ({ value: key, label: key }))}
        onChange={(key) => setAttributes(editor, element, subject, { 'camunda:formKey': key })}
      />
      <Button size="small" onClick={() => openForm(form === '' ? textOf(subject, 'id') : form)}>
        {forms.includes(form) ? words.editForm : words.newForm}
      </Button>
    </Section>
  )
}

/** The limit whose due time the inbox shows, the stage of the order, the milestone that is reached. */
export function ClockSection({ withLimit }: { withLimit: boolean }) {
  const words = useWords(designer)
  const stageNames: Record<string, string> = useWords(stageWords)
  const { editor, element, subject } = useShown()
  const limits = useVocabulary('limits')
  const milestones = useVocabulary('milestones')
  const of = (all: typeof limits) => all.words.map(({ key }) => ({ value: key, label: `${all.name(key)} ${key}` }))
  const set = (name: string) => (text: string) => setAttributes(editor, element, subject, { [name]: text })
  const stages = Object.keys(stageWords)
  return (
    <Section title={words.clocks}>
      {withLimit && (
        <ChoiceRow
          label={words.limit}
          hint={words.limitHint}
          optional
          value={textOf(subject, 'huan:limit')}
          options={of(limits)}
          onChange={set('huan:limit')}
        />
      )}
      <ChoiceRow
        label={words.stage}
        optional
        value={textOf(subject, 'huan:stage')}
        options={stages.map((key) => ({ value: key, label: `${stageNames[key] ?? ''} ${key}` }))}
        onChange={set('huan:stage')}
      />
      <ChoiceRow
        label={words.milestone}
        optional
        value={textOf(subject, 'huan:milestone')}
        options={of(milestones)}
        onChange={set('huan:milestone')}
      />
    </Section>
  )
}
