import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Stream, type Change } from './stream'

/** A stream of a browser, of which the test says what happens on it. */
class Source extends EventTarget {
  static readonly CLOSED = 2
  static readonly opened: Source[] = []
  readyState = 1
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null

  constructor(readonly url: string) {
    super()
    Source.opened.push(this)
  }

  close(): void {
    this.readyState = Source.CLOSED
  }

  tells(kind: string, id = ''): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify({ kind, id }) }))
  }
}

function begun(told: Change[], ...topics: string[]): { stream: Stream; source: Source } {
  const stream = new Stream((change) => told.push(change), vi.fn())
  stream.open(topics)
  const source = Source.opened.at(-1)!
  source.tells('ready')
  return { stream, source }
}

describe('a stream', () => {
  let told: Change[]
  beforeEach(() => {
    vi.stubGlobal('EventSource', Source)
    vi.useFakeTimers()
    told = []
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
    Source.opened.length = 0
  })

  it('lets what it follows be read anew when it has begun, and no more', () => {
    begun(told, 'inbox', 'calls')
    expect(told).toEqual([
      { kind: 'followed', id: 'inbox' },
      { kind: 'followed', id: 'calls' },
    ])
  })

  it('goes on telling until the next has begun, which lets only what is new be read anew', () => {
    const { stream, source: first } = begun(told, 'inbox')
    told.length = 0
    stream.open(['inbox', 'task:1'])
    first.tells('inbox', '5')
    expect(told).toEqual([{ kind: 'inbox', id: '5' }])
    Source.opened.at(-1)!.tells('ready')
    expect(first.readyState).toBe(Source.CLOSED)
    expect(told.slice(1)).toEqual([{ kind: 'followed', id: 'task:1' }])
  })

  it('lets a topic be read anew that was not followed for a while', () => {
    const { stream } = begun(told, 'inbox', 'task:1')
    stream.open(['inbox'])
    Source.opened.at(-1)!.tells('ready')
    told.length = 0
    stream.open(['inbox', 'task:1'])
    Source.opened.at(-1)!.tells('ready')
    expect(told).toEqual([{ kind: 'followed', id: 'task:1' }])
  })

  it('that is asked for other topics before it has begun leaves no other open', () => {
    const { stream, source: first } = begun(told, 'inbox')
    stream.open(['inbox', 'task:1'])
    stream.open(['inbox', 'task:2'])
    Source.opened.at(-1)!.tells('ready')
    const open = Source.opened.filter((one) => one.readyState !== Source.CLOSED)
    expect(open.map((one) => decodeURIComponent(one.url))).toEqual(['/api/v1/events?topics=inbox,task:2'])
    expect(first.readyState).toBe(Source.CLOSED)
  })

  it.each([
    ['was closed meanwhile', (stream: Stream) => stream.open([])],
    ['broke and was replaced', (_: Stream, source: Source) => source.onerror?.()],
    [
      'was given up by the browser',
      (_: Stream, source: Source) => {
        source.close()
        source.onerror?.()
      },
    ],
  ])('that %s lets everything be read anew', (_, happens) => {
    const { stream, source } = begun(told, 'inbox')
    happens(stream, source)
    told.length = 0
    stream.open(['inbox', 'calls'])
    Source.opened.at(-1)!.tells('ready')
    expect(told).toEqual([{ kind: 'reset', id: '' }])
  })

  it('that came back by itself has said what was missed', () => {
    const { stream, source } = begun(told, 'inbox')
    source.onerror?.()
    source.tells('reset')
    expect(told.at(-1)).toEqual({ kind: 'reset', id: '' })
    told.length = 0
    stream.open(['inbox', 'calls'])
    Source.opened.at(-1)!.tells('ready')
    expect(told).toEqual([{ kind: 'followed', id: 'calls' }])
  })

  it('that the server refuses is tried again after a rest, with what is wanted then', () => {
    const { stream } = begun(told, 'inbox')
    stream.open(['inbox', 'task:1'])
    const refused = Source.opened.at(-1)!
    refused.close()
    refused.onerror?.()
    told.length = 0
    vi.advanceTimersByTime(5000)
    Source.opened.at(-1)!.tells('ready')
    expect(decodeURIComponent(Source.opened.at(-1)!.url)).toContain('inbox,task:1')
    expect(told).toEqual([{ kind: 'reset', id: '' }])
  })
})
