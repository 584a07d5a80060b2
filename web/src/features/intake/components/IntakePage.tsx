import { Button, Form } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { customerNumber } from '@/api/customerNumber'
import { newKey } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Category, OpenedOrder, Premise } from '@/api/types'
import { useMyCalls } from '@/api/useMyCalls'
import { usePremises } from '@/api/usePremises'
import { useCallDraft } from '@/forms/callDraft'
import { SchemaForm, type SchemaFormHandle, type Values } from '@/forms/SchemaForm'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { intake } from '@/words/intake'
import { useIntake, useIntakeCall, useOpenOrder } from '../api/useIntake'
import { AlikeOrders } from './AlikeOrders'
import { useHints } from '../api/useHints'
import { draftOf, forwardedIn, type Forwarded } from './drafts'
import { IntakeHints } from './IntakeHints'
import { EmergencyWording } from './EmergencyWording'
import { IntakeForm, type IntakeFacts } from './IntakeForm'
import { Opened } from './Opened'
import { Script } from './Script'
import './intake.css'

interface IntakePageProps {
  callId?: string
  premiseId?: string
  category: Category
  onOrder: (order: string) => void
  onCall: (call: string) => void
}

/** Opens an order, perhaps while its caller is on the telephone. */
export function IntakePage({ callId, ...rest }: IntakePageProps) {
  const words = useWords(intake)
  const call = useIntakeCall(callId)
  const mine = useMyCalls()
  const forwarded = forwardedIn(mine.data, callId)
  const premises = usePremises(forwarded?.premise?.number ?? '')
  const [round, setRound] = useState(0)
  const again = { onAnother: () => setRound(round + 1) }
  if (callId === undefined) return <Intake key={`none ${round}`} {...rest} {...again} />
  // What came along is what the form begins with: it has to be known before.
  if (mine.isLoading || premises.isLoading) return <Loaded query={mine}>{() => <Loaded query={premises}>{() => null}</Loaded>}</Loaded>
  const came = premises.data?.items.filter(({ id }) => id === forwarded?.premise?.id) ?? []
  return (
    <Loaded query={call}>
      {(read) => (
        <Intake
          key={`${callId} ${round}`}
          {...rest}
          {...again}
          callId={callId}
          premiseId={came[0]?.id ?? rest.premiseId}
          forwarded={forwarded}
          offered={[...came, ...read.candidates.filter(({ id }) => id !== came[0]?.id)]}
          caller={{ name: read.call.caller_name, number: customerNumber(read.call) }}
          subtitle={words.fromCall([customerNumber(read.call), read.call.caller_name].filter(Boolean).join(' '))}
        />
      )}
    </Loaded>
  )
}

interface IntakeProps extends IntakePageProps {
  /** Begins another order. */
  onAnother: () => void
  offered?: readonly Premise[]
  /** What a colleague had filled in when they handed the call on. */
  forwarded?: Forwarded | null
  caller?: { name: string | null; number: string | null }
  subtitle?: string
}

const UNTOLD = { outage: null, wantsMessage: false }
const NOBODY = { name: null, number: null }

function Intake({ callId, premiseId, category, onOrder, onCall, onAnother, offered = [], forwarded = null, caller = NOBODY, subtitle }: IntakeProps) {
  const words = useWords(intake)
  const [form] = Form.useForm<IntakeFacts>()
  const chosen = Form.useWatch('category', form) ?? forwarded?.facts.category ?? category
  const premise = Form.useWatch('premise', form)
  const number = Form.useWatch('caller_number', form)
  const danger = Form.useWatch('danger', form)
  const query = useIntake(chosen)
  const hints = useHints({ category: chosen, premise: premise?.id, caller_number: number, danger })
  const [told, setTold] = useState<{ outage: string | null; wantsMessage: boolean }>(UNTOLD)
  const known = hints.data?.outages.some(({ id }) => id === told.outage) ?? false
  const { outage, wantsMessage } = known ? told : UNTOLD
  const open = useOpenOrder()
  const details = useRef<SchemaFormHandle>(null)
  const [values, setValues] = useState<Values>(forwarded?.fields ?? {})
  const [opened, setOpened] = useState<OpenedOrder>()
  const [key, setKey] = useState(newKey)
  const surroundings = useMemo(() => ({ key: 'intake', options: () => Promise.resolve([]) }), [])
  useCallDraft(callId, () => (opened === undefined ? draftOf(form.getFieldsValue(), values) : undefined))
  const alike = open.error instanceof Problem ? open.error.detail.orders : undefined

  const send = (facts: IntakeFacts, fields: Values, beside: boolean) =>
    open.mutate(
      {
        key,
        body: {
          category: facts.category,
          title: facts.title.trim(),
          description: facts.description ?? '',
          premise_id: facts.premise?.id ?? null,
          tier_id: facts.premise ? null : (facts.tier ?? null),
          area: facts.premise ? null : (facts.area ?? null),
          customer_class: facts.premise ? null : (facts.customer_class ?? null),
          caller_name: facts.caller_name ?? null,
          caller_number: facts.caller_number ?? null,
          danger: facts.danger ?? false,
          outage_id: outage,
          wants_message: wantsMessage,
          event_at: facts.event_at ?? null,
          call_id: callId ?? null,
          fields,
          beside,
        },
      },
      {
        onSuccess: setOpened,
        onError: (problem) => {
          if (problem instanceof Problem && problem.status !== 0) setKey(newKey())
        },
      },
    )
  const submit = () => {
    void form.validateFields().then(
      () => (query.data?.form ? details.current?.submit() : send(form.getFieldsValue(), {}, false)),
      () => undefined, // the form shows what is missing
    )
  }
  useKeys({ 'Ctrl+Enter': submit })

  if (opened !== undefined) {
    return (
      <Opened
        opened={opened}
        onOrder={onOrder}
        onCall={callId === undefined ? undefined : () => onCall(callId)}
        onAnother={onAnother}
      />
    )
  }
  const first = offered.find(({ id }) => id === premiseId) ?? null
  return (
    <Page title={words.title} actions={subtitle !== undefined && <span className="quiet">{subtitle}</span>}>
      {hints.data !== undefined && (
        <IntakeHints
          hints={hints.data}
          category={chosen}
          callId={callId ?? null}
          outage={outage}
          wantsMessage={wantsMessage}
          onOutage={(one, wants) => setTold({ outage: one, wantsMessage: wants })}
          onJoined={onOrder}
          onReconnect={() => form.setFieldValue('category', 'service-request')}
        />
      )}
      <EmergencyWording category={chosen} />
      <div className="intake-beside">
        <div className="intake-columns">
          <section className="panel">
            <IntakeForm
              form={form}
              offered={offered}
              initial={{
                category,
                premise: first,
                caller_name: caller.name ?? undefined,
                caller_number: caller.number ?? undefined,
                ...forwarded?.facts,
              }}
              onFinish={submit}
            />
          </section>
          <Loaded query={query}>
            {({ form: schema }) =>
              schema !== null && (
                <>
                  <section className="panel">
                    <h2>{words.fields}</h2>
                    <SchemaForm
                      key={chosen}
                      ref={details}
                      schema={schema}
                      values={values}
                      surroundings={surroundings}
                      findings={open.error instanceof Problem ? open.error.detail.findings : undefined}
                      onChange={setValues}
                      onSubmit={(fields) => send(form.getFieldsValue(), fields, false)}
                    />
                  </section>
                  <Script form={schema} values={values} />
                </>
              )
            }
          </Loaded>
        </div>
      </div>
      {open.isError && alike === undefined && <ProblemNote problem={open.error} />}
      {alike !== undefined && (
        <AlikeOrders
          orders={alike}
          callId={callId ?? null}
          isOpening={open.isPending}
          onJoined={onOrder}
          onBeside={() => send(form.getFieldsValue(), values, true)}
        />
      )}
      <div className="intake-foot">
        <Button type="primary" size="large" loading={open.isPending} onClick={submit}>
          {words.send} <kbd aria-hidden>Ctrl ↵</kbd>
        </Button>
      </div>
    </Page>
  )
}
