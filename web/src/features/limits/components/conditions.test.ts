import { describe, expect, it } from 'vitest'
import { conditionText, readConditions } from './conditions'

describe('conditions of a line', () => {
  it('are typed as facts and values', () => {
    expect(conditionText({ area: ['urban', 'rural'], customer_class: 'important' })).toBe(
      'area=urban,rural; customer_class=important',
    )
    expect(conditionText(undefined)).toBe('')
  })
  it('are read as they were typed, with Chinese punctuation too', () => {
    expect(readConditions('area = urban， rural；customer_class=important')).toEqual({
      area: ['urban', 'rural'],
      customer_class: 'important',
    })
    expect(readConditions('  ')).toBeUndefined()
  })
  it('are refused where nobody could say what was meant', () => {
    for (const wrong of ['urban', 'area=', 'area=urban; area=rural', 'area=城区']) {
      expect(readConditions(wrong)).toBeNull()
    }
  })
})
