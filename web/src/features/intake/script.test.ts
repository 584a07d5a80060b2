import { expect, it } from 'vitest'
import { scriptOf } from './script'

const FORM = {
  'x-say': '您好',
  'x-en-say': 'Hello',
  'x-say-last': '再见',
  'x-en-say-last': 'Goodbye',
  properties: {
    symptom: {
      title: '现象',
      'x-en': 'Symptom',
      'x-say': '怎么了？',
      'x-en-say': 'What is it?',
      oneOf: [
        { const: 'fire', title: '起火', 'x-en': 'Fire', 'x-say': '请离开', 'x-en-say': 'Please leave' },
        { const: 'other', title: '其他', 'x-en': 'Other' },
      ],
    },
    danger: { title: '危险', 'x-say': '有人受伤吗？' },
    point: { title: '地点' },
  },
}

it('opens, asks for each field in the order of the form, and ends', () => {
  const lines = scriptOf(FORM, {}, 'zh')
  expect(lines.map(({ text }) => text)).toEqual(['您好', '怎么了？', '有人受伤吗？', '再见'])
  expect(lines.every(({ isDone }) => !isDone)).toBe(true)
})

it('says of a choice what belongs to it, once it is chosen', () => {
  const lines = scriptOf(FORM, { symptom: 'fire', danger: false }, 'zh')
  expect(lines.map(({ text }) => text)).toEqual(['您好', '怎么了？', '请离开', '有人受伤吗？', '再见'])
  expect(lines.map(({ isDone }) => isDone)).toEqual([false, true, false, true, false])
  expect(scriptOf(FORM, { symptom: 'other' }, 'zh').map(({ text }) => text)).not.toContain('请离开')
})

it('speaks English, and Chinese where there is no English', () => {
  expect(scriptOf(FORM, { symptom: 'fire' }, 'en').map(({ title, text }) => [title, text])).toEqual([
    ['', 'Hello'],
    ['Symptom', 'What is it?'],
    ['Fire', 'Please leave'],
    ['危险', '有人受伤吗？'],
    ['', 'Goodbye'],
  ])
})

it('is empty for a package without a script, whatever its form is', () => {
  expect(scriptOf({ properties: { a: { title: 'A' }, b: true } }, {}, 'zh')).toEqual([])
  expect(scriptOf({ 'x-say': 7, properties: [] }, {}, 'zh')).toEqual([])
})
