import { expect, it } from 'vitest'
import { readAddresses, writeAddresses } from './addresses'

it('reads and writes whose task it is without a change', () => {
  for (const text of ['repair@county', 'repair@county,duty@county', 'crew', 'queue', '']) {
    expect(writeAddresses(readAddresses(text))).toBe(text)
  }
})

it('reads a department kind at a tier, and a tier alone', () => {
  expect(readAddresses(' repair@county , crew ')).toEqual([
    { department: 'repair', tier: 'county' },
    { department: '', tier: 'crew' },
  ])
})
