import { Form, Select } from 'antd'
import { useState } from 'react'
import type { FillBody } from '@/api/types'
import { MomentPicker } from '@/clock/MomentPicker'
import { useWords } from '@/words'
import { filling, fillSources } from '@/words/filling'
import { useOutageChoices } from '../api/useCampaigns'

type Query = Omit<FillBody, 'dry_run'>
const SOURCES = Object.keys(fillSources) as FillBody['source'][]

interface FillQueryProps {
  query: Query
  onChange: (query: Query) => void
}

/** Whom to call, by what is known of orders, outages and customers. */
export function FillQuery({ query, onChange }: FillQueryProps) {
  const words = useWords(filling)
  const sources = useWords(fillSources)
  const { source } = query
  const moment = (name: 'since' | 'until', label: string) => (
    <Form.Item label={label} htmlFor={`fill-${name}`} required>
      <MomentPicker
        id={`fill-${name}`}
        side="past"
        value={query[name] ?? null}
        onChange={(at) => onChange({ ...query, [name]: at })}
      />
    </Form.Item>
  )
  return (
    <Form layout="vertical" component="div" className="campaigns-filling">
      <Form.Item label={words.source} htmlFor="fill-source">
        <Select
          id="fill-source"
          value={source}
          options={SOURCES.map((value) => ({ value, label: sources[value] }))}
          onChange={(chosen) => onChange({ source: chosen })}
        />
      </Form.Item>
      {source.endsWith('of-outage') && (
        <Form.Item label={words.outage} htmlFor="fill-outage" required>
          <OutageSelect
            id="fill-outage"
            value={query.outage_id ?? null}
            onChange={(outage) => onChange({ source, outage_id: outage })}
          />
        </Form.Item>
      )}
      {source === 'orders-finished' && (
        <div className="campaigns-pair">
          {moment('since', words.since)}
          {moment('until', words.until)}
        </div>
      )}
    </Form>
  )
}

interface OutageSelectProps {
  id: string
  value: string | null
  onChange: (outage: string) => void
}

/** Chooses an outage by its title. */
function OutageSelect({ id, value, onChange }: OutageSelectProps) {
  const words = useWords(filling)
  const [text, setText] = useState('')
  const { data, isPending } = useOutageChoices(text, true)
  return (
    <Select
      id={id}
      showSearch={{ onSearch: setText, filterOption: false }}
      placeholder={words.outageHint}
      notFoundContent={isPending ? words.reading : words.noOutage}
      value={value}
      options={(data?.items ?? []).map((one) => ({ value: one.id, label: `${one.title} · ${one.tier_name}` }))}
      onChange={onChange}
    />
  )
}
