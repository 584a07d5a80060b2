import { describe, expect, it } from 'vitest'
import { completed, offers, typedName, type Named } from './completion'

const ALL: Named[] = [
  { name: 'order.area', about: '' },
  { name: 'order.round', about: '' },
  { name: 'area_code', about: '' },
  { name: 'string length', about: '', isFunction: true },
]

describe('what is being typed', () => {
  it('is a name with its dots, and nothing inside a text', () => {
    expect(typedName('1 + order.ar')).toBe('order.ar')
    expect(typedName('区域')).toBe('区域')
    expect(typedName('order.area = "ur')).toBe('')
    expect(typedName('order.area = "urban" and or')).toBe('or')
    expect(typedName('1 + ')).toBe('')
  })
})

describe('what is offered', () => {
  it('begins as what was typed, or has a word that does', () => {
    expect(offers(ALL, 'ar').map(({ name }) => name)).toEqual(['area_code', 'order.area'])
    expect(offers(ALL, 'LENG').map(({ name }) => name)).toEqual(['string length'])
  })

  it('is not what has been typed already, nor anything for nothing', () => {
    expect(offers(ALL, 'order.area')).toEqual([])
    expect(offers(ALL, '')).toEqual([])
  })
})

describe('what was chosen', () => {
  it('takes the place of what was typed, and the caret stands after it', () => {
    expect(completed('1 + ord = 2', 7, ALL[0]!)).toEqual({ text: '1 + order.area = 2', caret: 14 })
  })

  it('of a function leaves the caret between its brackets', () => {
    expect(completed('str', 3, ALL[3]!)).toEqual({ text: 'string length()', caret: 14 })
  })
})
