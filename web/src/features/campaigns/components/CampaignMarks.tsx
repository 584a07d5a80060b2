import type { CampaignLine } from '@/api/types'
import { useNames } from '@/ui/names'
import { useWords } from '@/words'
import { campaigns, campaignStatuses } from '@/words/campaigns'
import { linesOf } from '../finished'

const TONES: Partial<Record<string, string>> = { running: 'mark mark-calm', paused: 'mark mark-near' }

/** How a campaign stands: its status, that nobody is called at this hour, and lines that wait for a decision. */
export function CampaignMarks({ campaign }: { campaign: CampaignLine }) {
  const words = useWords(campaigns)
  const statusName = useNames(campaignStatuses)
  const { status, quiet, statuses } = campaign
  const unknown = linesOf(statuses, 'unknown')
  return (
    <span className="marks">
      <span className={TONES[status] ?? 'mark'}>{statusName(status)}</span>
      {status === 'running' && quiet && <span className="mark mark-near">{words.quietNow}</span>}
      {unknown > 0 && <span className="mark mark-late">{words.undecided(unknown)}</span>}
    </span>
  )
}
