import { describe, expect, it } from 'vitest'
import { addField, changeField, fieldsOf, moveField, readForm, removeField, setKeywords, setKind, writeForm } from './formModel'

const FORM = {
  title: '接单',
  type: 'object',
  properties: {
    decision: { type: 'string', oneOf: [{ const: 'accept', title: '接单' }] },
    note: { type: 'string', title: '备注', 'x-widget': 'textarea', pattern: '^.' },
    crew: { type: 'string', 'x-source': 'crews' },
    odd: { $ref: '#/$defs/odd' },
  },
  required: ['decision'],
  allOf: [{ if: {}, then: {} }],
}

describe('a form that is read', () => {
  it('has fields of kinds that a person would name', () => {
    expect(fieldsOf(FORM).map(({ name, kind, isRequired }) => [name, kind, isRequired])).toEqual([
      ['decision', 'choice', true],
      ['note', 'longText', false],
      ['crew', 'crews', false],
      ['odd', 'other', false],
    ])
  })

  it('is nothing where its text is no object', () => {
    expect([readForm('{'), readForm('[]')]).toEqual([undefined, undefined])
    expect(readForm(writeForm(FORM))).toEqual(FORM)
  })
})

describe('a form that is changed', () => {
  it('keeps what the builder does not know', () => {
    const changed = setKeywords(FORM, 'note', { title: '说明', maxLength: 5 })
    expect(changed['allOf']).toEqual(FORM.allOf)
    expect(fieldsOf(changed)[1]?.schema).toEqual({ ...FORM.properties.note, title: '说明', maxLength: 5 })
    expect(fieldsOf(setKeywords(FORM, 'note', { pattern: undefined }))[1]?.schema).not.toHaveProperty('pattern')
  })

  it('has its fields renamed, moved, added and removed in place, with what must be filled in', () => {
    const renamed = changeField(FORM, 'decision', { name: 'verdict' })
    expect([Object.keys(renamed['properties'] as object)[0], renamed['required']]).toEqual(['verdict', ['verdict']])
    expect(fieldsOf(moveField(FORM, 'note', -1))[0]?.name).toBe('note')
    expect(moveField(FORM, 'decision', -1)).toBe(FORM)
    const { form, name } = addField(FORM, '新字段', 'New field')
    expect(fieldsOf(form).at(-1)).toMatchObject({ name, kind: 'text' })
    expect(removeField(FORM, 'decision')['required']).toEqual([])
  })

  it('keeps the titles of a field that becomes of another kind', () => {
    expect(fieldsOf(setKind(FORM, 'note', 'number'))[1]?.schema).toEqual({ title: '备注', type: 'number' })
  })
})
