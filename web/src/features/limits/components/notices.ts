import type { LimitContent } from '@/api/types'
import { conditionText, readConditions, type Conditions } from './conditions'
import type { Layer } from './rules'

/** How long before an event customers must have been told, as a profile's file has it. */
export interface NoticeRule {
  key: string
  names: { zh: string; en: string }
  when?: Conditions
  notice: Layer
}

/** The same as the form has it: conditions are typed. */
export interface NoticeForm extends Omit<NoticeRule, 'when'> {
  when: string
}

/** Where numbers come from, as the form has it. */
export interface SourceForm {
  key: string
  title: string
  trust: string
}

/** What a source and a notice are named by. */
export const KEY = /^[a-z][a-z0-9-]{0,39}$/

export function noticesOf(content: LimitContent): NoticeRule[] {
  return (content['notices'] ?? []) as NoticeRule[]
}

export function noticeForms(content: LimitContent): NoticeForm[] {
  return noticesOf(content).map((rule) => ({ ...rule, when: conditionText(rule.when) }))
}

/** Returns the content with other rules on notice; what is not filled in is left out. */
export function withNotices(content: LimitContent, notices: readonly NoticeForm[]): LimitContent {
  const made = notices.map((one) => ({
    key: one.key,
    names: one.names,
    when: readConditions(one.when) ?? undefined,
    notice: { ...one.notice, note: one.notice.note || undefined },
  }))
  return JSON.parse(JSON.stringify({ ...content, notices: made.length > 0 ? made : undefined })) as LimitContent
}

export function sourceForms(content: LimitContent): SourceForm[] {
  const sources = (content['sources'] ?? {}) as Record<string, { title: string; trust: string }>
  return Object.entries(sources).map(([key, source]) => ({ key, ...source }))
}

/** Returns the content with other sources; that a rule still names one which is gone, the server says. */
export function withSources(content: LimitContent, sources: readonly SourceForm[]): LimitContent {
  return { ...content, sources: Object.fromEntries(sources.map(({ key, title, trust }) => [key, { title, trust }])) }
}
