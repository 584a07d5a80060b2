import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Change } from './stream'

/** How long changes are gathered before pages read anew: a step changes several things at once. */
const GATHER_MS = 120

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

/** Returns a function that takes changes and lets what they concern be read anew, gathered. */
export function freshener(client: QueryClient): (change: Change) => void {
  let gathered = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    const keys = [...gathered.values()]
    gathered = new Map()
    for (const queryKey of keys) void client.invalidateQueries({ queryKey })
  }
  return (change) => {
    if (change.kind === 'reset') {
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'vocabulary' })
      return
    }
    const stale = change.kind === 'followed' ? topicKeys(change.id) : staleKeys(change)
    for (const key of stale) gathered.set(JSON.stringify(key), key)
    timer ??= setTimeout(flush, GATHER_MS)
  }
}
