import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useWords } from '@/words'
import { designer } from '@/words/designer'
import { addRoot, setAttributes, setReference } from '../modeler/edits'
import { rootsOf, textOf } from '../modeler/reading'
import type { Moddle } from '../modeler/types'
import { useShown } from './element'
import { ChoiceRow, FeelRow, TextRow } from './fields'

interface ReferenceProps {
  event: Moddle
  property: string
  type: string
  /** The attribute that tells one apart; null: its name does. */
  code: string | null
}

/** A message, signal, error or escalation of the file that an event refers to. */
export function Reference({ event, property, type, code }: ReferenceProps) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const all = rootsOf(editor.definitions, type)
  const chosen = event.get(property) as Moddle | undefined
  const kind = type.slice('bpmn:'.length)
  const label = (one: Moddle) => [textOf(one, 'name'), code && textOf(one, code)].filter(Boolean).join(' · ') || one.id!
  const add = () => {
    let number = 1
    while (all.some((one) => textOf(one, 'id') === `${kind.toLowerCase()}-${number}`)) number += 1
    const key = `${kind.toLowerCase()}-${number}`
    addRoot(editor, element, event, property, type, { id: key, name: key, ...(code === null ? {} : { [code]: key }) })
  }
  return (
    <>
      <ChoiceRow
        label={words.refersTo}
        optional
        value={chosen === undefined ? '' : textOf(chosen, 'id')}
        options={all.map((one) => ({ value: textOf(one, 'id'), label: label(one) }))}
        onChange={(id) => setReference(editor, element, event, property, all.find((one) => one.id === id) ?? null)}
      />
      <Button size="small" icon={<Plus size={14} />} onClick={add}>
        {words.newOne}
      </Button>
      {chosen !== undefined && (
        <>
          <TextRow
            label={words.eventName}
            value={textOf(chosen, 'name')}
            onChange={(name) => setAttributes(editor, element, chosen, { name })}
          />
          {code !== null && (
            <TextRow
              label={words.code}
              value={textOf(chosen, code)}
              onChange={(text) => setAttributes(editor, element, chosen, { [code]: text })}
            />
          )}
        </>
      )}
    </>
  )
}

/** The message of an event, or of a send or receive task, and by which key it finds its receiver. */
export function MessageOf({ event }: { event: Moddle }) {
  const words = useWords(designer)
  const { editor, element } = useShown()
  const message = event.get('messageRef') as Moddle | undefined
  const key = (of: Moddle, label: string, hint: string) => (
    <FeelRow
      label={label}
      hint={hint}
      value={textOf(of, 'huan:correlationKey')}
      onChange={(text) => setAttributes(editor, element, of, { 'huan:correlationKey': text })}
    />
  )
  return (
    <>
      <Reference event={event} property="messageRef" type="bpmn:Message" code={null} />
      {message !== undefined && key(message, words.correlationKey, words.correlationHint)}
      {message !== undefined && key(event, words.ownCorrelationKey, words.ownCorrelationHint)}
    </>
  )
}
