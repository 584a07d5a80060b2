import type { CampaignLine } from '@/api/types'

const OVER = new Set(['done', 'exhausted', 'left-out'])

type Counted = Pick<CampaignLine, 'entries' | 'statuses'>

/** How many of a campaign's lines need nobody any more. */
export function over({ statuses }: Pick<Counted, 'statuses'>): number {
  return statuses.filter(({ key }) => OVER.has(key)).reduce((sum, { lines }) => sum + lines, 0)
}

/** The same in whole per cent, 100 only when all are over; an empty list is at its beginning. */
export function finished({ entries, statuses }: Counted): number {
  return entries === 0 ? 0 : Math.floor((over({ statuses }) * 100) / entries)
}

/** How many lines have a status or a result. */
export function linesOf(counts: CampaignLine['statuses'], key: string): number {
  return counts.find((one) => one.key === key)?.lines ?? 0
}
