import type { AgentsWish } from '@/api/types'
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
