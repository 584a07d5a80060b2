import { describe, expect, it } from 'vitest'
import { noticeForms, sourceForms, withNotices, withSources } from './notices'
import { fromForm, toForm, type Rule } from './rules'

const content = {
  sources: { house: { title: '本单位自定', trust: 'setting' } },
  notices: [
    {
      key: 'temporary-outage',
      names: { zh: '临时停电', en: 'temporary' },
      when: { customer_class: 'important' },
      notice: { amount: 24, unit: 'hours', source: 'house' },
    },
  ],
  rules: [],
}

describe('sources and notice of a version', () => {
  it('come back from the form as they were', () => {
    expect(withNotices(content, noticeForms(content))).toEqual(content)
    expect(withSources(content, sourceForms(content))).toEqual(content)
  })
  it('are left out where there is none', () => {
    expect(withNotices(content, [])).not.toHaveProperty('notices')
    expect(withSources(content, [{ key: 'law', title: '民法典', trust: 'official' }])['sources']).toEqual({
      law: { title: '民法典', trust: 'official' },
    })
  })
})

describe('how days of a rule end', () => {
  const rule: Rule = { key: 'reply', names: { zh: '答复', en: 'reply' }, rounds: 'continue', pauses: [], limits: [] }
  it('is left out where it is as usual', () => {
    expect(fromForm(toForm(rule), rule)).not.toHaveProperty('day_end')
    expect(fromForm(toForm(rule), rule)).not.toHaveProperty('rolls')
  })
  it('is said where it is not', () => {
    const changed = fromForm({ ...toForm(rule), day_end: 'close', rolls: false }, rule)
    expect([changed.day_end, changed.rolls]).toEqual(['close', false])
    expect(toForm(changed)).toMatchObject({ day_end: 'close', rolls: false })
  })
})
