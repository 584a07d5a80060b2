import type { ReactNode } from 'react'
import type { CallResult, Campaign, CampaignEntry, EntriesWish } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Facts } from '@/ui/Facts'
import { useNames } from '@/ui/names'
import { useNamed, useWords } from '@/words'
import { callResults, campaignKinds, campaigns, entryStatuses, weekDays } from '@/words/campaigns'
import { pacing } from '@/words/pacing'
import { finished, linesOf, over } from '../finished'
import { writtenQuiet } from '../quiet'
import { CampaignMarks } from './CampaignMarks'
import { PacePanel } from './PacePanel'

type Status = CampaignEntry['status']
const STATUSES = Object.keys(entryStatuses) as Status[]
const RESULTS = Object.keys(callResults) as CallResult[]

interface CampaignFiguresProps {
  campaign: Campaign
  wish: EntriesWish
  onWish: (wish: EntriesWish) => void
}

/** How far a campaign is, what its calls came to, and by which rules they are made. */
export function CampaignFigures({ campaign, wish, onWish }: CampaignFiguresProps) {
  return (
    <>
      {campaign.pace !== null && <PacePanel campaign={campaign} pace={campaign.pace} />}
      <div className="campaigns-figures">
        <HowFar campaign={campaign} wish={wish} onWish={onWish} />
        <Results campaign={campaign} wish={wish} onWish={onWish} />
        <About campaign={campaign} />
      </div>
    </>
  )
}

function HowFar({ campaign, wish, onWish }: CampaignFiguresProps) {
  const words = useWords(campaigns)
  const statuses = useWords(entryStatuses)
  const { entries, opens_at: opens } = campaign
  return (
    <section className="panel" aria-label={words.progress}>
      <h2>
        {words.progress} <CampaignMarks campaign={campaign} />
      </h2>
      <p className="campaigns-far">
        <strong className="figures">{finished(campaign)}%</strong>{' '}
        <span className="quiet">{words.overOf(over(campaign), entries)}</span>
      </p>
      <div className="campaigns-bar" aria-hidden>
        {STATUSES.filter((one) => one !== 'waiting' && linesOf(campaign.statuses, one) > 0).map((one) => (
          <span key={one} className={`campaigns-part-${one}`} style={{ flexGrow: linesOf(campaign.statuses, one) }} />
        ))}
        <span style={{ flexGrow: linesOf(campaign.statuses, 'waiting') }} />
      </div>
      <ul className="plain campaigns-legend">
        {STATUSES.map((one) => (
          <li key={one}>
            <Counted
              name={statuses[one]}
              lines={linesOf(campaign.statuses, one)}
              mark={<i className={`campaigns-dot campaigns-part-${one}`} aria-hidden />}
              isChosen={wish.status === one}
              onChoose={(status) => onWish({ ...wish, status: status ? one : undefined })}
            />
          </li>
        ))}
      </ul>
      {campaign.status === 'running' && campaign.quiet && opens !== null && (
        <p className="quiet">
          {words.opensAt} <Moment at={opens} />
        </p>
      )}
    </section>
  )
}

interface CountedProps {
  name: string
  lines: number
  mark?: ReactNode
  isChosen: boolean
  onChoose: (chosen: boolean) => void
}

/** How many lines there are of something; pressed, the list shows them alone. */
function Counted({ name, lines, mark, isChosen, onChoose }: CountedProps) {
  if (lines === 0 && !isChosen) {
    return (
      <span className="campaigns-count quiet">
        {mark}
        {name} <span className="figures">0</span>
      </span>
    )
  }
  return (
    <button type="button" className="campaigns-count" aria-pressed={isChosen} onClick={() => onChoose(!isChosen)}>
      {mark}
      {name} <strong className="figures">{lines}</strong>
    </button>
  )
}

function Results({ campaign: { results }, wish, onWish }: CampaignFiguresProps) {
  const words = useWords(campaigns)
  const names = useWords(callResults)
  const told = results.reduce((sum, { lines }) => sum + lines, 0)
  const most = Math.max(...results.map(({ lines }) => lines), 1)
  return (
    <section className="panel" aria-label={words.results}>
      <h2>
        {words.results} <span className="quiet">{told > 0 && words.toldOf(told)}</span>
      </h2>
      {told === 0 ? (
        <p className="quiet">{words.nothingYet}</p>
      ) : (
        <ul className="plain campaigns-results">
          {RESULTS.filter((one) => linesOf(results, one) > 0).map((one) => {
            const lines = linesOf(results, one)
            return (
              <li key={one}>
                <Counted
                  name={names[one]}
                  lines={lines}
                  isChosen={wish.result === one}
                  onChoose={(chosen) => onWish({ ...wish, result: chosen ? one : undefined })}
                />
                <span className="campaigns-share" aria-hidden>
                  <span style={{ inlineSize: `${(lines * 100) / most}%` }} />
                </span>
                <span className="quiet figures">{Math.round((lines * 100) / told)}%</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function About({ campaign }: { campaign: Campaign }) {
  const words = useWords(campaigns)
  const days = useWords(weekDays)
  const queueWords = useWords(pacing)
  const named = useNamed()
  const kindName = useNames(campaignKinds)
  const { rules, script } = campaign
  return (
    <section className="panel" aria-label={words.rules}>
      <h2>{words.rules}</h2>
      <Facts
        of={[
          [words.kind, kindName(campaign.kind)],
          [words.department, campaign.department_name],
          [words.quietShort, rules.quiet.length === 0 ? words.neverQuiet : writtenQuiet(rules.quiet)],
          [words.daysOff, rules.days_off.map((day) => days[day as keyof typeof days]).join(' · ')],
          [queueWords.queueShort, campaign.queue_id && named({ name_zh: campaign.queue_zh ?? '', name_en: campaign.queue_en ?? '' })],
          [queueWords.dialogueShort, campaign.dialogue],
          [words.by, campaign.created_by_name],
          [words.started, campaign.started_at && <Moment key="started" at={campaign.started_at} />],
          [words.endedAt, campaign.ended_at && <Moment key="ended" at={campaign.ended_at} />],
          [words.attempts, words.attemptsOf(rules.attempts, rules.attempts_a_day)],
          [words.again, words.againOf(rules.busy_minutes, rules.no_answer_minutes)],
        ]}
      />
      {script !== '' && (
        <>
          <h3 className="section-title">{words.script}</h3>
          <p className="campaigns-script campaigns-script-short" tabIndex={0}>
            {script}
          </p>
        </>
      )}
    </section>
  )
}
