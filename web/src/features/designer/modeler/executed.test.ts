import { expect, it } from 'vitest'
import type { Executed } from '@/api/types'
import { isExecuted } from './executed'
import type { Moddle } from './types'

const TABLE: Executed = {
  activities: ['userTask', 'subProcess'],
  gateways: ['exclusiveGateway'],
  events: [
    { element: 'startEvent', place: 'start', trigger: 'timer' },
    { element: 'startEvent', place: 'event sub-process start', trigger: 'compensate' },
    { element: 'boundaryEvent', place: 'boundaryEvent', trigger: 'error' },
  ],
}
const scope = (type: string, triggeredByEvent = false) =>
  ({ $type: type, get: () => triggeredByEvent, $instanceOf: (of: string) => of === type }) as unknown as Moddle
const [PROCESS, INSIDE, ON_EVENT] = [scope('bpmn:Process'), scope('bpmn:SubProcess'), scope('bpmn:SubProcess', true)]

it('knows activities and gateways by their names', () => {
  expect(isExecuted(TABLE, { type: 'bpmn:UserTask' }, PROCESS)).toBe(true)
  expect(isExecuted(TABLE, { type: 'bpmn:ScriptTask' }, PROCESS)).toBe(false)
  expect(isExecuted(TABLE, { type: 'bpmn:Task' }, PROCESS)).toBe(false)
  expect(isExecuted(TABLE, { type: 'bpmn:ComplexGateway' }, PROCESS)).toBe(false)
})

it('knows events by their place and trigger', () => {
  const timer = { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }
  const compensation = { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:CompensateEventDefinition' }
  expect([PROCESS, INSIDE, ON_EVENT].map((parent) => isExecuted(TABLE, timer, parent))).toEqual([true, false, false])
  expect([PROCESS, INSIDE, ON_EVENT].map((parent) => isExecuted(TABLE, compensation, parent))).toEqual([false, false, true])
  expect(isExecuted(TABLE, { type: 'bpmn:BoundaryEvent' }, PROCESS)).toBe(false)
})

it('leaves alone what is drawn for people', () => {
  expect(isExecuted(TABLE, { type: 'bpmn:DataStoreReference' }, PROCESS)).toBe(true)
  expect(isExecuted(TABLE, { type: 'bpmn:Participant' }, undefined)).toBe(true)
})
