import { expect, it, vi } from 'vitest'
import { Topics } from './topics'

it('keeps a topic as long as anybody wants it', () => {
  const changed = vi.fn()
  const topics = new Topics(changed)
  const first = topics.add(['inbox', 'order:1'])
  const second = topics.add(['inbox'])
  first()
  expect(topics.all()).toEqual(['inbox'])
  second()
  expect(topics.all()).toEqual([])
  expect(changed).toHaveBeenCalledTimes(4)
})
