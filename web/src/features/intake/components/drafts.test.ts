import { expect, it } from 'vitest'
import type { MyCalls, Premise } from '@/api/types'
import { draftOf, forwardedIn } from './drafts'

function mineWith(draft: Record<string, unknown>): MyCalls {
  return { talking: [{ call: { id: '7' }, came_with: { draft } }], ringing: [], after_call: null } as unknown as MyCalls
}

it('brings what was typed to the next agent as it was', () => {
  const premise = { id: 'p', number: '6600000046' } as Premise
  const draft = draftOf({ category: 'fault-report', title: '全家停电', caller_name: '', danger: true, premise }, { symptom: 'no-power' })
  expect(draft).not.toHaveProperty('caller_name')
  expect(forwardedIn(mineWith(draft), '7')).toEqual({
    facts: { category: 'fault-report', title: '全家停电', danger: true },
    premise: { id: 'p', number: '6600000046' },
    fields: { symptom: 'no-power' },
  })
  expect(forwardedIn(mineWith(draft), '8')).toBeNull()
})

it('leaves out what a draft says wrongly', () => {
  const wrong = { title: { toString: 1 }, danger: 'yes', fields: [1], premise_id: 'p', unknown: 'x' }
  expect(forwardedIn(mineWith(wrong), '7')).toEqual({ facts: { danger: false }, premise: null, fields: {} })
  expect(forwardedIn(mineWith({}), '7')).toBeNull()
})
