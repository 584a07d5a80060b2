import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Problem } from '@/api/problem'
import type { NoticeWishes } from '@/api/types'
import { findingSentence } from '@/ui/findingText'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { wishes } from '@/words/notices'
import { useSayWishes } from '../api/useWishes'
import { ChoiceTable } from './ChoiceTable'
import { chosenOf, type Chosen } from './chosen'
import './notices.css'

const FIELDS = ['email', 'phone', 'quiet_from', 'quiet_to', 'digest_at'] as const
type Fields = Record<(typeof FIELDS)[number], string>

/** How one wants to be told: where, when not, and what of each kind by which channel. */
export function WishesForm({ found }: { found: NoticeWishes }) {
  const words = useWords(wishes)
  const { language } = useLanguage()
  const { done, failed } = useTell()
  const [form] = Form.useForm<Fields>()
  const [chosen, setChosen] = useState<Chosen>(() => chosenOf(found))
  const say = useSayWishes()
  const [email, phone] = [Form.useWatch('email', form) ?? found.email ?? '', Form.useWatch('phone', form) ?? found.phone ?? '']

  const save = (fields: Fields) => {
    const given = Object.fromEntries(FIELDS.map((name) => [name, fields[name]?.trim() || null]))
    say.mutate(
      {
        ...given,
        digest_at: fields.digest_at.trim(),
        choices: Object.values(chosen),
        revision: found.revision,
      },
      {
        onSuccess: () => done(words.saved),
        onError: (problem) => {
          const findings = problem instanceof Problem ? (problem.detail.findings ?? []) : []
          const atFields = FIELDS.flatMap((name) => {
            const mine = findings.filter(({ field }) => field === name)
            return [{ name, errors: mine.map((finding) => findingSentence(finding, language)) }]
          })
          form.setFields(atFields)
          failed(problem)
        },
      },
    )
  }

  const time = (name: (typeof FIELDS)[number], label: string) => (
    <Form.Item name={name} label={label}>
      <Input placeholder={words.timeHint} maxLength={5} inputMode="numeric" className="notice-time" />
    </Form.Item>
  )
  return (
    <Form
      form={form}
      layout="vertical"
      className="notice-wishes"
      requiredMark={false}
      initialValues={Object.fromEntries(FIELDS.map((name) => [name, found[name] ?? '']))}
      onFinish={save}
    >
      <section className="panel">
        <h2>{words.where}</h2>
        <div className="notice-fields">
          <Form.Item name="email" label={words.email}>
            <Input type="email" autoComplete="email" maxLength={254} />
          </Form.Item>
          <Form.Item name="phone" label={words.phone}>
            <Input type="tel" autoComplete="tel" maxLength={30} />
          </Form.Item>
        </div>
      </section>
      <section className="panel">
        <h2>
          {words.quiet} <span className="quiet">{words.zone(found.zone)}</span>
        </h2>
        <p className="quiet">{words.quietHint}</p>
        <div className="notice-fields">
          {time('quiet_from', words.quietFrom)}
          {time('quiet_to', words.quietTo)}
          {time('digest_at', words.digestAt)}
        </div>
      </section>
      <section className="panel panel-table">
        <h2>{words.choices}</h2>
        <ChoiceTable
          found={found}
          chosen={chosen}
          reached={{ email: email !== '', sms: phone !== '', webhook: true }}
          onChange={setChosen}
        />
      </section>
      <div className="notice-actions">
        <Button type="primary" htmlType="submit" loading={say.isPending}>
          {words.save}
        </Button>
        {found.waiting > 0 && <span className="quiet">{words.waiting(found.waiting)}</span>}
      </div>
    </Form>
  )
}
