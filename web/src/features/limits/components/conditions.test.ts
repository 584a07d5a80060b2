import { describe, expect, it } from 'vitest'
import { conditionText, conditionWords, readConditions } from './conditions'

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
  it('are read by people in words, an unknown one as it is', () => {
    const facts = [{ key: 'area', zh: '区域', en: 'area', values: [{ key: 'urban', zh: '城区', en: 'urban' }] }]
    const when = { area: ['urban', 'moon'], voltage: '10' }
    expect(conditionWords(when, facts, 'zh')).toBe('区域：城区、moon；voltage：10')
    expect(conditionWords(when, facts, 'en')).toBe('area: urban or moon; voltage: 10')
    expect(conditionWords(undefined, facts, 'zh')).toBe('')
  })
  it('are refused where nobody could say what was meant', () => {
    for (const wrong of ['urban', 'area=', 'area=urban; area=rural', 'area=城区']) {
      expect(readConditions(wrong)).toBeNull()
    }
  })
})
