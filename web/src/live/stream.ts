/**
 * What the stream tells: the kind of a thing and its id. `followed`: changes of a topic, the id, are told from now
 * on, and what was read of it before may be stale; `reset`: changes were missed, read everything.
 */
export interface Change {
  kind: string
  id: string
}

const KINDS = [
  'reset',
  'inbox',
  'supervision',
  'roster',
  'wording',
  'notification',
  'call',
  'calls',
  'control',
  'agent',
  'queues',
  'agents',
  'campaigns',
  'order',
  'task',
  'incident',
  'outage',
  'package',
  'draft',
  'administration',
]
/** How long a stream that the browser has given up rests. */
const AGAIN_MS = 5000

/** A stream that has begun, and of which topics it tells. */
interface Begun {
  source: EventSource
  topics: readonly string[]
}

/**
 * One stream of server-sent events. Where other topics are wanted, the one before goes on telling until the new one
 * has begun: only what is followed newly is read anew. The browser connects again by itself after a break; where it
 * gives up (the session ended, the server said no) a new one is tried, and everything is read anew.
 */
export class Stream {
  private begun: Begun | undefined
  private opening: EventSource | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private topics: readonly string[] = []
  private missed = false

  constructor(
    private readonly tell: (change: Change) => void,
    private readonly connected: (yes: boolean) => void,
  ) {}

  /** Asks for these topics from now on; none closes the stream. */
  open(topics: readonly string[]): void {
    clearTimeout(this.timer)
    this.opening?.close()
    this.topics = topics
    if (topics.length === 0) {
      this.close()
      return
    }
    const source = new EventSource(`/api/v1/events?topics=${encodeURIComponent(topics.join(','))}`)
    source.addEventListener('ready', () => this.begin({ source, topics }))
    for (const kind of KINDS) {
      source.addEventListener(kind, (event: MessageEvent<string>) => this.tell(JSON.parse(event.data) as Change))
    }
    source.addEventListener('reset', () => (this.missed = false))
    source.onopen = () => this.connected(true)
    source.onerror = () => {
      this.connected(false)
      this.missed ||= source === this.begun?.source
      if (source.readyState === EventSource.CLOSED) this.again()
    }
    this.opening = source
  }

  close(): void {
    clearTimeout(this.timer)
    this.opening?.close()
    this.begun?.source.close()
    this.missed ||= this.begun !== undefined
    this.opening = this.begun = undefined
  }

  private begin(begun: Begun): void {
    const followed = this.begun?.topics ?? []
    if (this.begun !== undefined && this.begun.source !== begun.source) this.begun.source.close()
    this.begun = begun
    this.opening = undefined
    if (this.missed) {
      this.missed = false
      this.tell({ kind: 'reset', id: '' })
      return
    }
    for (const id of begun.topics) if (!followed.includes(id)) this.tell({ kind: 'followed', id })
  }

  private again(): void {
    this.close()
    this.timer = setTimeout(() => this.open(this.topics), AGAIN_MS)
  }
}
