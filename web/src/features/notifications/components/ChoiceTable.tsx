import { Select, Switch, Table, Tag, Tooltip } from 'antd'
import type { NoticeWishes } from '@/api/types'
import { useLanguage, useWords } from '@/words'
import { channels, choices, notices, wishes } from '@/words/notices'
import { CHANNELS, choiceFor, withChoice, type Channel, type Choice, type Chosen } from './chosen'

type KindWish = NoticeWishes['kinds'][number]

interface ChoiceTableProps {
  found: NoticeWishes
  chosen: Chosen
  /** Whether there is an address for each channel. */
  reached: Record<Exclude<Channel, 'app'>, boolean>
  onChange: (chosen: Chosen) => void
}

/** A row for each kind of notice, a column for each channel. */
export function ChoiceTable({ found, chosen, reached, onChange }: ChoiceTableProps) {
  const words = useWords(notices)
  const channelNames = useWords(channels)
  const hints = useWords(wishes)
  const { language } = useLanguage()
  const nameOf = (wish: KindWish) => (language === 'zh' ? wish.name_zh : wish.name)
  const hint = (channel: Channel) => {
    if (channel === 'app') return undefined
    if (!found.channels.includes(channel)) return hints.notThere
    return reached[channel] ? undefined : hints.noAddress
  }
  return (
    <Table<KindWish>
      size="small"
      rowKey="kind"
      pagination={false}
      scroll={{ x: true }}
      dataSource={found.kinds}
      columns={[
        {
          key: 'kind',
          title: words.kind,
          render: (_, wish) => (
            <>
              {nameOf(wish)} {wish.urgent && <Tag color="error">{words.urgent}</Tag>}
            </>
          ),
        },
        ...CHANNELS.map((channel) => ({
          key: channel,
          title: (
            <Tooltip title={hint(channel)}>
              {channelNames[channel]}
              {hint(channel) !== undefined && <div className="quiet">{hint(channel)}</div>}
            </Tooltip>
          ),
          render: (_: unknown, wish: KindWish) => (
            <ChoiceField
              label={`${nameOf(wish)} ${channelNames[channel]}`}
              channel={channel}
              urgent={wish.urgent}
              disabled={hint(channel) !== undefined}
              value={choiceFor(chosen, wish.kind, channel)}
              onChange={(choice) => onChange(withChoice(chosen, { kind: wish.kind, channel, choice }))}
            />
          ),
        })),
      ]}
    />
  )
}

interface ChoiceFieldProps {
  label: string
  channel: Channel
  urgent: boolean
  disabled: boolean
  value: Choice['choice']
  onChange: (choice: Choice['choice']) => void
}

function ChoiceField({ label, channel, urgent, disabled, value, onChange }: ChoiceFieldProps) {
  const words = useWords(choices)
  if (channel === 'app') {
    return (
      <Switch
        aria-label={label}
        disabled={urgent}
        checked={value !== 'off'}
        onChange={(on) => onChange(on ? 'now' : 'off')}
      />
    )
  }
  return (
    <Select
      aria-label={label}
      size="small"
      disabled={disabled}
      value={value}
      options={(['now', 'hourly', 'daily', 'off'] as const).map((one) => ({ value: one, label: words[one] }))}
      onChange={onChange}
      popupMatchSelectWidth={false}
    />
  )
}
