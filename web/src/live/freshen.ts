import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Change } from './stream'

/** How long changes are gathered before pages read anew: a step changes several things at once. */
const GATHER_MS = 120
/** The same for figures of queues, which every call changes, and which are dear to count. */
const GATHER_FIGURES_MS = 2_000

/** Of which kind the changes of a topic are, where it has another name. */
const KIND_OF_TOPIC: Partial<Record<string, string>> = {
  supervisions: 'supervision',
  rosters: 'roster',
  board: 'inbox',
  notifications: 'notification',
  incidents: 'incident',
  packages: 'package',
  drafts: 'draft',
  outages: 'outage',
}

/** Which cached answers a change makes stale. */
export function staleKeys({ kind, id }: Change): QueryKey[] {
  switch (kind) {
    case 'inbox':
      return [['inbox']]
    case 'supervision':
      return [['supervisions']]
    case 'roster':
      return [['inbox', 'desk'], ['rosters']]
    case 'wording':
      return [['wording']]
    case 'notification':
      return [['notifications']]
    case 'call':
      return [['call', id]]
    case 'calls':
      return [['calls']]
    case 'control':
      return [['control', id]]
    case 'agent':
      return [['agent'], ['calls', 'mine']]
    case 'queues':
      return [['queues']]
    case 'agents':
      return [['agents'], ['call-receivers'], ['queues']]
    case 'campaigns':
      return [['campaigns']]
    case 'order':
      return [['order', id], ['orders']]
    case 'task':
      return [['task', id]]
    case 'incident':
      return [['incidents'], ['incident']]
    case 'outage':
      return [['outage']]
    case 'draft':
      return [['drafts']]
    case 'administration':
      return [['organisation'], ['administration']]
    case 'package':
      return [['packages'], ['package'], ['activations']]
    default:
      return []
  }
}

/** What changes of a topic make stale: those of one thing, or of all of a kind. */
function topicKeys(topic: string): QueryKey[] {
  const [name = '', id = ''] = topic.split(':')
  return staleKeys({ kind: id === '' ? (KIND_OF_TOPIC[name] ?? name) : name, id })
}

function gatherMs(key: QueryKey): number {
  return key[0] === 'queues' ? GATHER_FIGURES_MS : GATHER_MS
}

/** Returns a function that takes changes and lets what they concern be read anew, gathered. */
export function freshener(client: QueryClient): (change: Change) => void {
  const gathered = new Map<string, QueryKey>()
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const flush = (after: number) => {
    timers.delete(after)
    for (const [name, queryKey] of gathered) {
      if (gatherMs(queryKey) !== after) continue
      gathered.delete(name)
      void client.invalidateQueries({ queryKey })
    }
  }
  return (change) => {
    if (change.kind === 'reset') {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'vocabulary' })
      return
    }
    const stale = change.kind === 'followed' ? topicKeys(change.id) : staleKeys(change)
    for (const key of stale) {
      gathered.set(JSON.stringify(key), key)
      const after = gatherMs(key)
      if (!timers.has(after)) timers.set(after, setTimeout(() => flush(after), after))
    }
  }
}
