import { expect, it } from 'vitest'
import { boardSearch, inboxSearch, ordersSearch, signInSearch, versionsSearch } from './search'

it('returns after the sign-in only to addresses of this application', () => {
  expect(signInSearch({ next: '/orders?text=a' })).toEqual({ next: '/orders?text=a' })
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 7]) {
    expect(signInSearch({ next })).toEqual({})
  }
})

it('tells why another house let nobody in, and no more than it knows', () => {
  expect(signInSearch({ refused: 'unknown-person' })).toEqual({ refused: 'unknown-person' })
  expect(signInSearch({ refused: '<script>' })).toEqual({})
})

it('leaves out what an address says wrongly', () => {
  expect(inboxSearch({ scope: 'everything', sort: 'random', overdue: 'yes' })).toEqual(inboxSearch({}))
  expect(ordersSearch({ status: 'held', text: 261128 })).toMatchObject({ status: 'held', text: '261128' })
})

it('remembers the card on the board, and nothing else there', () => {
  expect(boardSearch({ task: 't1', tier: 'x', other: 1 })).toEqual({ task: 't1', tier: 'x' })
})

it('takes versions only as whole numbers from 1', () => {
  expect(versionsSearch({ from: 1, to: '2' })).toEqual({ from: 1, to: undefined })
  expect(versionsSearch({ from: 0, to: 2.5 })).toEqual({ from: undefined, to: undefined })
})
