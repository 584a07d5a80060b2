import { Button, Form } from 'antd'
import { Fragment } from 'react'
import type { InHand, ToldResult } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { spanText } from '@/clock/spans'
import { useNow } from '@/clock/useNow'
import { useKeys } from '@/keyboard/useKeys'
import { Facts } from '@/ui/Facts'
import { useNames } from '@/ui/names'
import { NumberLink } from '@/ui/NumberLink'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { callResults, campaignKinds, campaigns } from '@/words/campaigns'
import { useCallCommands, useDialling } from '../api/useNextCall'
import { ResultForm, RESULTS, type ResultFacts } from './ResultForm'

/** Of a control that has come to this the customer's telephone was not dialled. */
const NOT_DIALLED = new Set(['refused', 'failed'])

/** The line in hand: who it is, what to say, and what can be done next, all by keys. */
export function InHandPanel({ hand }: { hand: InHand }) {
  const words = useWords(campaigns)
  const kindName = useNames(campaignKinds)
  const resultName = useNames(callResults)
  const { failed } = useTell()
  const { call, putBack } = useCallCommands()
  const { data: dialling } = useDialling(hand.attempt)
  const { entry } = hand
  const { details } = entry
  const isCalled = entry.status === 'calling'
  const mayDial = !isCalled || (dialling !== undefined && NOT_DIALLED.has(dialling.status))
  const dial = () => {
    if (!mayDial || call.isPending) return
    const onSuccess = ({ reason }: { reason: string | null }) => reason !== null && failed(words.leftOut(reason))
    call.mutate(entry.id, { onSuccess, onError: failed })
  }
  const back = () => !isCalled && !putBack.isPending && putBack.mutate(entry.id, { onError: failed })
  useKeys({ d: dial, b: back })
  const last = entry.tried.at(isCalled ? -2 : -1)
  return (
    <section className="panel campaigns-hand" aria-label={hand.campaign_name}>
      <h2>
        {hand.campaign_name} <span className="mark">{kindName(hand.kind)}</span>
        {!isCalled && hand.held_until !== null && <Kept until={hand.held_until} />}
      </h2>
      <p className="campaigns-callee">
        <strong className="figures">{entry.number}</strong> {entry.name}
      </p>
      <Facts
        of={[
          [words.order, entry.order_number === null ? null : <NumberLink key="order" number={entry.order_number} />],
          [words.customer, entry.customer_number],
          [words.amount, details['amount'] as string | undefined],
          [words.due, details['due'] as string | undefined],
          [words.remark, details['note'] as string | undefined],
          [words.lastTime, last === undefined ? null : <Fragment key="last"><Moment at={last} /> {resultName(entry.result)}</Fragment>],
          [words.note, entry.note],
        ]}
      />
      {hand.script !== '' && (
        <section aria-label={words.script}>
          <h3 className="section-title">{words.script}</h3>
          <p className="campaigns-script">{hand.script}</p>
        </section>
      )}
      {isCalled && <Dialling control={dialling} />}
      <div className="filters">
        {mayDial && (
          <Button type="primary" loading={call.isPending} onClick={dial}>
            {words.dial} <kbd aria-hidden>d</kbd>
          </Button>
        )}
        {!isCalled && (
          <Button loading={putBack.isPending} onClick={back}>
            {words.putBack} <kbd aria-hidden>b</kbd>
          </Button>
        )}
      </div>
      {isCalled && <Telling entry={entry.id} isNext={!mayDial} />}
    </section>
  )
}

/** How long a line stays in hand; then somebody else may take it. */
function Kept({ until }: { until: string }) {
  const words = useWords(campaigns)
  const { language } = useLanguage()
  const left = Math.floor(Date.parse(until) / 1000) - useNow()
  return <span className="quiet figures">{words.kept(spanText(Math.max(left, 0), language))}</span>
}

/** How what dials stands, as the exchange tells it. */
function Dialling({ control }: { control: ReturnType<typeof useDialling>['data'] }) {
  const words = useWords(campaigns)
  const { language } = useLanguage()
  if (control === undefined) return null
  const told = language === 'zh' ? control.told_zh : control.told
  const isWrong = NOT_DIALLED.has(control.status)
  return (
    <p role="status" className={isWrong ? 'campaigns-dialling campaigns-wrong' : 'campaigns-dialling'}>
      {isWrong ? words.notDialled(told) : control.status === 'done' ? words.dialled : words.dialling}
    </p>
  )
}

/** Tells the result without a dialogue: the call goes on beside it. */
function Telling({ entry, isNext }: { entry: string; isNext: boolean }) {
  const words = useWords(campaigns)
  const { tell } = useCallCommands()
  const [form] = Form.useForm<ResultFacts>()
  const choose = (value: ToldResult) => form.setFields([{ name: 'result', value, errors: [] }])
  const choices = RESULTS.map((result, place) => [String(place + 1), () => choose(result)] as const)
  useKeys({
    ...Object.fromEntries(choices),
    r: () => (form.getFieldInstance('note') as HTMLTextAreaElement | undefined)?.focus(),
    'Ctrl+Enter': () => form.submit(),
  })
  return (
    <section className="campaigns-telling" aria-label={words.tell}>
      <ResultForm withKeys entry={entry} form={form} tell={tell} onTold={() => form.resetFields()} />
      <Button type={isNext ? 'primary' : 'default'} loading={tell.isPending} onClick={() => form.submit()}>
        {words.tell} <kbd aria-hidden>Ctrl ↵</kbd>
      </Button>
    </section>
  )
}
