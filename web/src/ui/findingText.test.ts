import { expect, it } from 'vitest'
import { findingText } from './findingText'

const finding = {
  file: 'repair.bpmn',
  line: 12,
  element: 'accept',
  name: '接单',
  problem: 'nobody is asked to do it',
  problem_zh: '没有指定由谁办理',
  remedy: 'set camunda:candidateGroups',
  remedy_zh: '请设置 camunda:candidateGroups',
}

it('tells a finding in the language of the page', () => {
  expect(findingText(finding, 'zh')).toBe('repair.bpmn:12 accept (接单): 没有指定由谁办理 — 请设置 camunda:candidateGroups')
  expect(findingText(finding, 'en')).toBe('repair.bpmn:12 accept (接单): nobody is asked to do it — set camunda:candidateGroups')
})

it('tells in English what has no Chinese sentence', () => {
  expect(findingText({ field: 'until', problem: 'is not in the future' }, 'zh')).toBe('until: is not in the future')
})
