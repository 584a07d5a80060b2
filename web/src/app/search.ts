import type {
  Category,
  ChangesWish,
  IncidentsWish,
  InboxWish,
  NoticesWish,
  OrdersWish,
  OrganisationList,
  OrganisationWish,
  OutagesWish,
} from '@/api/types'

/** What pages keep in their address. What an address says wrongly is left out. */
export type Given = Record<string, unknown>

export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((one) => one === value)
}

/** An unknown category is refused by the API, which says so. */
function category(value: unknown): Category | undefined {
  return text(value) as Category | undefined
}

const REFUSED = ['not-signed-in', 'unknown-person', 'unavailable'] as const

export interface SignInSearch {
  next?: string
  /** Why another house did not let one in. */
  refused?: (typeof REFUSED)[number]
}

/** Only addresses of this application are returned to after the sign-in. */
export function signInSearch(given: Given): SignInSearch {
  const next = text(given['next'])
  const refused = oneOf(given['refused'], REFUSED)
  return {
    ...(next !== undefined && /^\/(?![/\\])/.test(next) ? { next } : {}),
    ...(refused !== undefined ? { refused } : {}),
  }
}

export interface InboxSearch extends Omit<InboxWish, 'cursor' | 'limit'> {
  task?: string
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

export function inboxSearch(given: Given): InboxSearch {
  return {
    task: text(given['task']),
    scope: oneOf(given['scope'], ['mine', 'department', 'subordinates', 'watched', 'supervised']),
    category: category(given['category']),
    overdue: flag(given['overdue']),
    soon: given['soon'] === true ? true : undefined,
    held: flag(given['held']),
    unclaimed: flag(given['unclaimed']),
    stage: text(given['stage']),
    area: oneOf(given['area'], ['urban', 'rural', 'remote']),
    tier: text(given['tier']),
    department: text(given['department']),
    least_priority: typeof given['least_priority'] === 'number' ? given['least_priority'] : undefined,
    text: text(given['text']),
    sort: oneOf(given['sort'], ['due', 'opened', '-opened', 'priority']),
  }
}

export interface OutagesSearch {
  kind?: NonNullable<OutagesWish['kind']>
  status?: NonNullable<OutagesWish['status']>
  tier?: string
  area?: string
  premise?: string
  sort?: NonNullable<OutagesWish['sort']>
  text?: string
  going_on?: boolean
}

export function outagesSearch(given: Given): OutagesSearch {
  return {
    kind: oneOf(given['kind'], ['planned', 'fault']),
    status: oneOf(given['status'], ['announced', 'active', 'restored', 'cancelled']),
    tier: text(given['tier']),
    area: text(given['area']),
    premise: text(given['premise']),
    sort: oneOf(given['sort'], ['-starts', 'starts']),
    text: text(given['text']),
    going_on: given['going_on'] === false ? false : undefined,
  }
}

export interface BoardSearch {
  tier?: string
  /** The task whose card one is at. */
  task?: string
}

export function boardSearch(given: Given): BoardSearch {
  return { tier: text(given['tier']), task: text(given['task']) }
}

export interface OrdersSearch {
  status?: NonNullable<OrdersWish['status']>
  category?: Category
  tier?: string
  text?: string
  sort?: NonNullable<OrdersWish['sort']>
}

export function ordersSearch(given: Given): OrdersSearch {
  return {
    status: oneOf(given['status'], ['open', 'held', 'done', 'archived', 'cancelled']),
    category: category(given['category']),
    tier: text(given['tier']),
    text: text(given['text']),
    sort: oneOf(given['sort'], ['-opened', 'opened', '-priority']),
  }
}

export interface IntakeSearch {
  call?: string
  premise?: string
  category?: Category
}

export function intakeSearch(given: Given): IntakeSearch {
  return { call: text(given['call']), premise: text(given['premise']), category: category(given['category']) }
}

export interface VersionsSearch {
  from?: number
  to?: number
}

function versionNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined
}

export function versionsSearch(given: Given): VersionsSearch {
  return { from: versionNumber(given['from']), to: versionNumber(given['to']) }
}

export type IncidentsSearch = Omit<IncidentsWish, 'cursor' | 'limit'>

export function incidentsSearch(given: Given): IncidentsSearch {
  return {
    status: oneOf(given['status'], ['open', 'resolved']),
    kind: text(given['kind']),
    package: text(given['package']),
    element: text(given['element']),
  }
}

export interface ChangesSearch {
  subject?: string
  text?: string
  sort?: NonNullable<ChangesWish['sort']>
}

export function changesSearch(given: Given): ChangesSearch {
  return {
    subject: text(given['subject']),
    text: text(given['text']),
    sort: oneOf(given['sort'], ['-changed', 'changed']),
  }
}

export interface OrganisationSearch {
  list?: OrganisationList
  text?: string
  below?: string
  state?: NonNullable<OrganisationWish['state']>
  sort?: NonNullable<OrganisationWish['sort']>
}

export function organisationSearch(given: Given): OrganisationSearch {
  return {
    list: oneOf(given['list'], ['tiers', 'departments', 'people', 'territories', 'supply-units']),
    text: text(given['text']),
    below: text(given['below']),
    state: oneOf(given['state'], ['active', 'ended', 'all']),
    sort: oneOf(given['sort'], ['code', 'name']),
  }
}

export interface NoticesSearch {
  state?: NonNullable<NoticesWish['state']>
  kind?: NonNullable<NoticesWish['kind']>
}

/** An unknown kind is refused by the API, which says so. */
export function noticesSearch(given: Given): NoticesSearch {
  return {
    state: oneOf(given['state'], ['unread', 'read', 'all']),
    kind: text(given['kind']) as NoticesWish['kind'],
  }
}

export interface NoticeTextsSearch {
  text?: string
}

export function noticeTextsSearch(given: Given): NoticeTextsSearch {
  return { text: text(given['text']) }
}

export interface LimitsSearch {
  state?: 'draft' | 'checked' | 'in-force'
  text?: string
}

export function limitsSearch(given: Given): LimitsSearch {
  return { state: oneOf(given['state'], ['draft', 'checked', 'in-force']), text: text(given['text']) }
}

export interface LimitVersionSearch {
  to?: string
}

export function limitVersionSearch(given: Given): LimitVersionSearch {
  return { to: text(given['to']) }
}

export interface LimitMeasuresSearch {
  month?: string
  level?: 'province' | 'city' | 'county'
  category?: Category
}

export function limitMeasuresSearch(given: Given): LimitMeasuresSearch {
  return {
    month: text(given['month']),
    level: oneOf(given['level'], ['province', 'city', 'county']),
    category: category(given['category']),
  }
}

export interface SupervisionSearch {
  show?: 'to-reply' | 'to-judge' | 'received' | 'issued' | 'all' | 'holds' | 'judged-holds'
  overdue?: boolean
  text?: string
}

export function supervisionSearch(given: Given): SupervisionSearch {
  return {
    show: oneOf(given['show'], ['to-reply', 'to-judge', 'received', 'issued', 'all', 'holds', 'judged-holds']),
    overdue: given['overdue'] === true ? true : undefined,
    text: text(given['text']),
  }
}
