/** What the stream tells: the kind of a thing and its id; `ready` and `reset` mean: read everything. */
export interface Change {
  kind: string
  id: string
}

const KINDS = [
  'ready',
  'reset',
  'inbox',
  'supervision',
  'roster',
  'wording',
  'notification',
  'call',
  'calls',
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

/**
 * One stream of server-sent events. The browser connects again by itself after a break; where it gives up
 * (the session ended, the server said no) a new one is tried, and everything is read anew.
 */
export class Stream {
  private source: EventSource | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private topics: string[] = []

  constructor(
    private readonly tell: (change: Change) => void,
    private readonly connected: (yes: boolean) => void,
  ) {}

  /** Asks for these topics from now on; none closes the stream. */
  open(topics: string[]): void {
    this.close()
    this.topics = topics
    if (topics.length === 0) return
    const source = new EventSource(`/api/v1/events?topics=${encodeURIComponent(topics.join(','))}`)
    for (const kind of KINDS) {
      source.addEventListener(kind, (event: MessageEvent<string>) => this.tell(JSON.parse(event.data) as Change))
    }
    source.onopen = () => this.connected(true)
    source.onerror = () => {
      this.connected(false)
      if (source.readyState === EventSource.CLOSED) this.again()
    }
    this.source = source
  }

  close(): void {
    clearTimeout(this.timer)
    this.source?.close()
    this.source = undefined
  }

  private again(): void {
    this.close()
    this.timer = setTimeout(() => this.open(this.topics), AGAIN_MS)
  }
}
