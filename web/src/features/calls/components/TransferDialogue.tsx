import { Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { Pop } from '@/api/types'
import { callDraft } from '@/forms/callDraft'
import { groupedNumber } from '@/ui/OrderNumber'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { transfer } from '@/words/callBar'
import { useHandOn, useReceivers } from '../api/useControls'
import { ordersOf } from '../desk'
import { receiverOf, Receivers } from './Receivers'

interface TransferDialogueProps {
  pop: Pop
  onClose: () => void
  onControl: (control: string) => void
}

/** Hands a call on to a colleague, a queue or a number; its orders and what is being typed go along. */
export function TransferDialogue({ pop, onClose, onControl }: TransferDialogueProps) {
  const words = useWords(transfer)
  const handOn = useHandOn()
  const [draft] = useState(() => callDraft(pop.call.id))
  const [text, setText] = useState('')
  const receivers = useReceivers(useDeferredValue(text.trim()))
  const [chosen, setChosen] = useState<string>()
  const [verb, setVerb] = useState<'transfer' | 'consult'>('transfer')
  const own = ordersOf(pop)
  const [orders, setOrders] = useState(() => own.map(({ id }) => id))
  const [withDraft, setWithDraft] = useState(true)
  const [note, setNote] = useState('')
  const offered = receiverOf(receivers.data, text)
  const receiver = offered.find(({ key }) => key === chosen) ?? offered[0]
  const isQueue = receiver !== undefined && 'queue' in receiver.body
  const choices = [...own, ...pop.open_orders.filter(({ id }) => !own.some((one) => one.id === id))]
  const send = () => {
    if (receiver === undefined) return
    handOn.mutate(
      {
        call: pop.call.id,
        verb: isQueue ? 'transfer' : verb,
        body: {
          ...receiver.body,
          orders,
          note: note.trim() === '' ? null : note.trim(),
          draft: draft !== undefined && withDraft ? draft : {},
        },
      },
      { onSuccess: ({ id }) => (onControl(id), onClose()) },
    )
  }
  return (
    <Modal
      open
      title={words.title}
      okText={isQueue || verb === 'transfer' ? words.transfer : words.consult}
      okButtonProps={{ disabled: receiver === undefined }}
      confirmLoading={handOn.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={words.to} htmlFor="transfer-to">
          <Input
            id="transfer-to"
            autoFocus
            value={text}
            maxLength={100}
            placeholder={words.toHint}
            onChange={(event) => setText(event.target.value)}
          />
        </Form.Item>
        <Receivers offered={offered} chosen={receiver?.key} isReading={receivers.isPending} onChoose={setChosen} />
        <Form.Item label={words.way}>
          <Radio.Group
            aria-label={words.way}
            value={isQueue ? 'transfer' : verb}
            onChange={({ target }) => setVerb(target.value as 'transfer' | 'consult')}
            options={[
              { value: 'transfer', label: words.atOnce },
              { value: 'consult', label: words.consultFirst, disabled: isQueue },
            ]}
          />
        </Form.Item>
        {(choices.length > 0 || draft !== undefined) && (
          <Form.Item label={words.along}>
            <Checkbox.Group
              className="transfer-along"
              value={orders}
              onChange={setOrders}
              options={choices.map((one) => ({ value: one.id, label: `${groupedNumber(one.number)} ${one.title}` }))}
            />
            {draft !== undefined && (
              <Checkbox checked={withDraft} onChange={({ target }) => setWithDraft(target.checked)}>
                {words.draft}
              </Checkbox>
            )}
          </Form.Item>
        )}
        <Form.Item label={words.note} htmlFor="transfer-note">
          <Input id="transfer-note" value={note} maxLength={300} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
      {handOn.isError && <ProblemNote problem={handOn.error} />}
    </Modal>
  )
}
