import { describe, expect, it } from 'vitest'
import type { OrderForms } from '@/api/types'
import { spoken } from '@/words'
import { forms } from '@/words/forms'
import { namingOf } from './naming'
import { shownSchema, uiSchemaOf } from './schema'
import { validatorIn } from './validator'

const REJECT = {
  title: '接单',
  type: 'object',
  properties: {
    decision: {
      type: 'string',
      title: '处理',
      'x-en': 'Decision',
      oneOf: [
        { const: 'accept', title: '接单', 'x-en': 'Accept' },
        { const: 'reject', title: '退单', 'x-en': 'Reject' },
      ],
    },
    evidence: { type: 'string', title: '依据', maxLength: 5, 'x-widget': 'textarea' },
    crew: { type: 'string', 'x-source': 'crews' },
    danger: { type: 'boolean' },
    position: { type: 'string', 'x-widget': 'position' },
    expected: { type: 'string', format: 'date-time' },
    materials: {
      type: 'array',
      items: {
        type: 'object',
        properties: { material: { type: 'string', title: '名称' }, quantity: { type: 'number', exclusiveMinimum: 0 } },
        required: ['material'],
      },
    },
  },
  required: ['decision'],
  allOf: [
    {
      if: { properties: { decision: { const: 'reject' } }, required: ['decision'] },
      then: { required: ['evidence'] },
    },
  ],
} as const

const validator = validatorIn(spoken(forms, 'zh'))

function wrong(data: Record<string, unknown>): Record<string, string> {
  const { errors } = validator.validateFormData(data, REJECT as never)
  return Object.fromEntries(errors.map(({ property, message }) => [property ?? '', message ?? '']))
}

describe('a field', () => {
  it('is explained in the language of whoever reads, and in no other', () => {
    const schema = { properties: { told: { description: '先说危险', 'x-en-description': 'Danger first' } } }
    const explained = (language: 'zh' | 'en') => JSON.stringify(shownSchema(schema, language).properties)
    expect(explained('zh')).toContain('"description":"先说危险"')
    expect(explained('en')).toContain('"description":"Danger first"')
  })
})

describe('the validator', () => {
  it('says what is missing at the field that is missing', () => {
    expect(wrong({})).toEqual({ '.decision': '必填' })
    expect(wrong({ decision: 'reject' })).toEqual({ '.evidence': '必填' })
    expect(wrong({ decision: 'accept' })).toEqual({})
  })

  it('says what is wrong with a value, and how far it may go', () => {
    expect(wrong({ decision: 'maybe' })).toEqual({ '.decision': '请从选项中选择' })
    expect(wrong({ decision: 'accept', evidence: '太长的依据了' })).toEqual({ '.evidence': '最多 5 个字' })
    expect(wrong({ decision: 'accept', materials: [{ quantity: 0 }] })).toEqual({
      '.materials.0.material': '必填',
      '.materials.0.quantity': '大于 0',
    })
  })
})

describe('the schema of a package', () => {
  it('is shown in the language of the interface, without its title', () => {
    const shown = shownSchema(REJECT, 'en') as { title?: string; properties: Record<string, { title?: string }> }
    expect(shown.title).toBeUndefined()
    expect(shown.properties['decision']?.title).toBe('Decision')
    expect(shown.properties['evidence']?.title).toBe('依据')
  })

  it('says how its fields are edited', () => {
    expect(uiSchemaOf(REJECT)).toMatchObject({
      decision: { 'ui:widget': 'choices' },
      evidence: { 'ui:widget': 'textarea' },
      crew: { 'ui:widget': 'source', 'ui:options': { source: 'crews' } },
      danger: { 'ui:widget': 'yesNo' },
      position: { 'ui:widget': 'position' },
      expected: { 'ui:widget': 'moment' },
      materials: { items: { material: {}, quantity: {} } },
    })
  })
})

describe('the naming of values', () => {
  const review = {
    properties: { decision: { title: '审核', oneOf: [{ const: 'approve', title: '通过' }] } },
  }
  const known = {
    forms: [
      { package: 'repair', version: 1, key: 'accept', elements: ['accept'], form: REJECT },
      { package: 'repair', version: 1, key: 'review', elements: ['review'], form: review },
    ],
    choices: [{ source: 'crews', value: 'c1', label: '抢修一班' }],
  } as unknown as OrderForms
  const naming = namingOf(known, 'zh')

  it('follows the form of the element where a value was filled in', () => {
    expect([naming.name('decision', 'accept'), naming.text('decision', 'accept', 'accept')]).toEqual(['处理', '接单'])
    expect([naming.name('decision', 'review'), naming.text('decision', 'approve', 'review')]).toEqual(['审核', '通过'])
  })

  it('writes choices of sources, entries and truths as a person would', () => {
    expect(naming.text('crew', 'c1')).toBe('抢修一班')
    expect(naming.text('danger', false)).toBe('否')
    expect(naming.text('materials', [{ material: '熔断器', quantity: 2 }])).toBe('名称 熔断器，quantity 2')
  })

  it('shows what no form describes as it is', () => {
    expect([naming.name('attempts'), naming.text('attempts', 3)]).toEqual(['attempts', '3'])
    expect(naming.name('caller_name')).toBe('来电人')
  })
})
