import { expect, it } from 'vitest'
import { filtersOf, isSame } from './viewFilters'

it('keeps what was said, and the order of sorting that was not', () => {
  expect(filtersOf({ scope: 'mine', category: undefined, overdue: true })).toEqual({
    scope: 'mine',
    overdue: true,
    sort: 'due',
  })
})

it('knows a view again, however it was said', () => {
  expect(isSame({ overdue: true, scope: 'mine' }, { scope: 'mine', overdue: true, sort: 'due', text: undefined })).toBe(true)
  expect(isSame({ scope: 'mine' }, { scope: 'mine', overdue: true })).toBe(false)
  expect(isSame({}, { sort: 'opened' })).toBe(false)
})
