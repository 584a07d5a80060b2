import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { History } from 'lucide-react'
import type { HistoryEntry } from '@/api/types'
import { useVocabulary } from '@/api/vocabulary'
import { Moment } from '@/clock/Moment'
import { lengthText } from '@/clock/spans'
import type { Naming } from '@/forms/naming'
import { useNames } from '@/ui/names'
import { OrderNumber } from '@/ui/OrderNumber'
import { useLanguage, useWords } from '@/words'
import { attemptResults, calls } from '@/words/calls'
import { common, tiers } from '@/words/common'
import { events, systems, timeline } from '@/words/timeline'

interface EventProps {
  entry: HistoryEntry
  naming: Naming
  isShown: boolean
  onShow: () => void
}

/** One event: when, who, what, and what it changed. */
export function Event({ entry, naming, isShown, onShow }: EventProps) {
  const words = useWords(timeline)
  const shared = useWords(common)
  const eventName = useNames(events)
  const systemName = useNames(systems)
  const tierName = useNames(tiers)
  const reasons = useVocabulary('hold_reasons')
  const milestones = useVocabulary('milestones')
  const limitNames = useVocabulary('limits')
  const who = entry.actor_name ?? (systemName(entry.actor) || shared.system)
  return (
    <li className={isShown ? 'event event-shown' : 'event'} value={entry.seq}>
      <div className="event-when">
        <Moment at={entry.event_at} />
      </div>
      <div className="event-what">
        <div>
          <strong>
            {entry.element_name !== null && entry.element_name !== '' && `${entry.element_name} · `}
            {eventName(entry.type)}
          </strong>{' '}
          <span className="quiet">
            {who}
            {entry.on_behalf_of_name !== null && ` ${words.onBehalfOf(entry.on_behalf_of_name)}`}
          </span>{' '}
          {entry.late && (
            <span className="mark mark-near">
              {words.late} · {words.enteredAt} <Moment at={entry.entered_at} />
            </span>
          )}
          {entry.milestones.map((key) => (
            <span key={key} className="mark mark-calm">
              {milestones.name(key)}
            </span>
          ))}
        </div>
        {entry.to_names.length > 0 && (
          <div>
            {entry.from_name !== null && `${entry.from_name} `}→ {entry.to_names.join('、')}
          </div>
        )}
        <EventCall entry={entry} />
        {entry.attempted !== null && <Attempted came={entry.attempted} />}
        {entry.reason !== null && <div>{reasons.name(entry.reason)}</div>}
        <EventValues entry={entry} naming={naming} />
        {entry.opened.map((opened) => (
          <div key={opened.task} className="quiet">
            → {opened.name} · {opened.person_name ?? opened.department_name}
          </div>
        ))}
        {entry.attention.map((raised) => (
          <div key={raised.element + raised.tier} className="event-attention">
            {words.attention} → {tierName(raised.tier)} {raised.department_name}
          </div>
        ))}
        {entry.rules_changed.map((changed) => (
          <div key={changed.rule}>
            {words.ruleChanged(limitNames.name(changed.rule))} {changed.before !== null && <del>{changed.before}</del>}{' '}
            <ins>{changed.after}</ins>
          </div>
        ))}
        {entry.linked.map((linked) => (
          <div key={linked.order}>
            {words.linked}{' '}
            <Link to="/orders/$orderId" params={{ orderId: linked.order }}>
              <OrderNumber number={linked.number} />
            </Link>
          </div>
        ))}
        {entry.ended && <div className="quiet">{words.ended}</div>}
      </div>
      <Button
        type={isShown ? 'primary' : 'text'}
        size="small"
        icon={<History size={15} />}
        aria-pressed={isShown}
        aria-label={words.showMoment}
        title={words.showMoment}
        onClick={onShow}
      />
    </li>
  )
}

/** Who spoke in a call, and how long it took. */
function EventCall({ entry: { spoke_names: spoke, lengths } }: { entry: HistoryEntry }) {
  const words = useWords(calls)
  const { language } = useLanguage()
  const said = (
    [
      [words.waitingTime, lengths?.waiting_ms],
      [words.talkTime, lengths?.talk_ms],
      [words.holdTime, lengths?.hold_ms],
      [words.recording, lengths?.recording_ms],
    ] as const
  ).flatMap(([name, ms]) => (ms ? [`${name} ${lengthText(ms / 1000, language)}`] : []))
  if (spoke.length === 0 && said.length === 0) return null
  return <div>{[spoke.join('、'), ...said].filter((one) => one !== '').join(' · ')}</div>
}

/** What calling the customer came to, and what they pressed. */
function Attempted({ came }: { came: NonNullable<HistoryEntry['attempted']> }) {
  const words = useWords(calls)
  const resultName = useNames(attemptResults)
  return (
    <div>
      {resultName(came.result)}
      {came.answers.map(({ question, key }) => (
        <span key={question}>
          {' '}
          · {question} <span className="mark">{words.pressed(key)}</span>
        </span>
      ))}
    </div>
  )
}

/** What an event changed: values before and after. */
function EventValues({ entry: { values, element }, naming }: { entry: HistoryEntry; naming: Naming }) {
  const words = useWords(timeline)
  const shown = values
    .map(({ name, before, after, erased }) => ({
      name: naming.name(name, element),
      before: naming.text(name, before, element),
      after: naming.text(name, after, element),
      erased,
    }))
    .filter(({ before, after, erased }) => erased || before !== '' || after !== '')
  if (shown.length === 0) return null
  return (
    <dl className="event-values">
      {shown.map((change) => (
        <div key={change.name}>
          <dt>{change.name}</dt>
          <dd>
            {change.erased && <span className="quiet">{words.erased}</span>}
            {change.before !== '' && <del>{change.before}</del>} {change.after}
          </dd>
        </div>
      ))}
    </dl>
  )
}
