import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshener, staleKeys } from './freshen'

const TOPICS =
  'inbox board supervisions rosters wording notifications calls queues agent agents incidents packages drafts outages administration'.split(
    ' ',
  )

describe('what a change makes stale', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is the thing itself and the lists that show it', () => {
    expect(staleKeys({ kind: 'order', id: '7' })).toEqual([['order', '7'], ['orders']])
    expect(staleKeys({ kind: 'outage', id: 'tier' })).toEqual([['outage']])
    expect(staleKeys({ kind: 'supervision', id: 'department' })).toEqual([['supervisions']])
    expect(staleKeys({ kind: 'weather', id: '7' })).toEqual([])
  })

  it('is read once for many changes of one step', () => {
    const client = new QueryClient()
    const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
    const tell = freshener(client)
    for (let times = 0; times < 30; times++) tell({ kind: 'inbox', id: String(times) })
    tell({ kind: 'task', id: '1' })
    expect(asked).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(asked.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([['inbox'], ['task', '1']])
  })

  it('is what a topic tells of that is followed from now on, and nothing else', () => {
    const client = new QueryClient()
    const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
    const tell = freshener(client)
    for (const id of ['supervisions', 'board', 'task:1', 'order:7']) tell({ kind: 'followed', id })
    vi.runAllTimers()
    expect(asked.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([
      ['supervisions'],
      ['inbox'],
      ['task', '1'],
      ['order', '7'],
      ['orders'],
    ])
  })

  it.each(TOPICS)('knows what the topic %s tells of', (topic) => {
    const client = new QueryClient()
    const asked = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
    freshener(client)({ kind: 'followed', id: topic })
    vi.runAllTimers()
    expect(asked).toHaveBeenCalled()
  })

  it('is everything but the vocabulary after a gap', () => {
    const client = new QueryClient()
    client.setQueryData(['vocabulary'], 1)
    client.setQueryData(['inbox', 'lines'], 1)
    freshener(client)({ kind: 'reset', id: '' })
    expect(client.getQueryState(['inbox', 'lines'])?.isInvalidated).toBe(true)
    expect(client.getQueryState(['vocabulary'])?.isInvalidated).toBe(false)
  })
})
