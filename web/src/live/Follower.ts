import type { QueryClient } from '@tanstack/react-query'
import { freshener } from './freshen'
import { Stream } from './stream'
import { Topics } from './topics'

/** Pages come and go in a moment; the stream follows when they have settled. */
const SETTLE_MS = 80
/** A page that nobody looks at gives its stream back after this time: a browser has few connections. */
const HIDDEN_MS = 60_000

/** Keeps one stream open for what the page shows, and lets what has changed be read anew. */
export class Follower {
  readonly topics: Topics
  private readonly stream: Stream
  private timer: ReturnType<typeof setTimeout> | undefined
  private asked = ''
  private started = false

  constructor(client: QueryClient, connected: (yes: boolean) => void) {
    this.stream = new Stream(freshener(client), connected)
    this.topics = new Topics(() => this.follow())
  }

  start(): void {
    this.started = true
    document.addEventListener('visibilitychange', this.follow)
    this.follow()
  }

  stop(): void {
    this.started = false
    document.removeEventListener('visibilitychange', this.follow)
    clearTimeout(this.timer)
    this.asked = ''
    this.stream.close()
  }

  private readonly follow = (): void => {
    if (!this.started) return
    const { hidden } = document
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.ask(hidden ? [] : this.topics.all()), hidden ? HIDDEN_MS : SETTLE_MS)
  }

  private ask(wanted: string[]): void {
    const joined = wanted.join(',')
    if (joined === this.asked) return
    this.asked = joined
    this.stream.open(wanted)
  }
}
