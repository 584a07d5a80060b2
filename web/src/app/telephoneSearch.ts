import type { AgentsWish, CampaignsWish, DoNotCallWish, EntriesWish } from '@/api/types'
import { oneOf, text, type Given } from './search'

export interface CallsSearch {
  call?: string
  /** Left out: what goes on now. */
  tab?: 'missed' | 'mine' | 'queue' | 'all'
  text?: string
  sort?: 'started'
}

export function callsSearch(given: Given): CallsSearch {
  return {
    call: text(given['call']),
    tab: oneOf(given['tab'], ['missed', 'mine', 'queue', 'all']),
    text: text(given['text']),
    sort: oneOf(given['sort'], ['started']),
  }
}

export interface AgentsSearch {
  state?: NonNullable<AgentsWish['state']>
  text?: string
  sort?: NonNullable<AgentsWish['sort']>
}

export function agentsSearch(given: Given): AgentsSearch {
  return {
    state: oneOf(given['state'], ['available', 'ringing', 'talking', 'after-call', 'break', 'signed-out']),
    text: text(given['text']),
    sort: oneOf(given['sort'], ['name', 'state', 'since']),
  }
}

export interface TelephonySearch {
  list?: 'nodes' | 'gaps' | 'devices' | 'queues' | 'skills' | 'break-reasons'
  text?: string
  state?: 'ended' | 'all'
}

export function telephonySearch(given: Given): TelephonySearch {
  return {
    list: oneOf(given['list'], ['nodes', 'gaps', 'devices', 'queues', 'skills', 'break-reasons']),
    text: text(given['text']),
    state: oneOf(given['state'], ['ended', 'all']),
  }
}

export interface CampaignsSearch {
  text?: string
  state?: NonNullable<CampaignsWish['state']>
  sort?: NonNullable<CampaignsWish['sort']>
}

export function campaignsSearch(given: Given): CampaignsSearch {
  return {
    text: text(given['text']),
    state: oneOf(given['state'], ['ended', 'all']),
    sort: oneOf(given['sort'], ['created', 'name', '-name']),
  }
}

export interface EntriesSearch {
  text?: string
  status?: NonNullable<EntriesWish['status']>
  result?: NonNullable<EntriesWish['result']>
  sort?: NonNullable<EntriesWish['sort']>
}

/** What is unknown is refused by the API, which says so. */
export function entriesSearch(given: Given): EntriesSearch {
  return {
    text: text(given['text']),
    status: text(given['status']) as EntriesSearch['status'],
    result: text(given['result']) as EntriesSearch['result'],
    sort: oneOf(given['sort'], ['-changed', 'name']),
  }
}

export interface DoNotCallSearch {
  text?: string
  state?: NonNullable<DoNotCallWish['state']>
}

export function doNotCallSearch(given: Given): DoNotCallSearch {
  return { text: text(given['text']), state: oneOf(given['state'], ['over', 'all']) }
}
