import type { Editor } from '../modeler/Editor'
import type { Kind } from '../modeler/executed'
import { TARGETS } from '../modeler/onlyExecuted'
import { isA } from '../modeler/reading'
import type { Drawn } from '../modeler/types'

/** Something that can be chosen in a dialogue of the list. */
export interface Choice {
  key: string
  /** The key of `words/modeler.ts`. */
  label: string
  act: () => void
}

interface Elements {
  createShape: (of: object) => Drawn
}
interface ReplaceMenu {
  getPopupMenuEntries: (element: Drawn) => Record<string, { label: string; action: (event: object) => void }>
}

const TRIGGERS = ['Timer', 'Message', 'Signal', 'Conditional', 'Error', 'Escalation', 'Cancel', 'Compensate'] as const
type Trigger = (typeof TRIGGERS)[number]
/** These always interrupt; cancel and compensation belong to no event sub-process or have no choice either. */
const ALWAYS: readonly Trigger[] = ['Error', 'Cancel', 'Compensate']

function called(trigger: Trigger, place: string, interrupts: boolean): string {
  const name = `${trigger === 'Compensate' ? 'Compensation' : trigger} ${place}`
  return interrupts ? name : `${name} (non-interrupting)`
}

function definitionOf(trigger: Trigger): string {
  return `bpmn:${trigger}EventDefinition`
}

function kinds(editor: Editor, type: string, scope: Drawn['businessObject'] | undefined): [Trigger, boolean][] {
  return TRIGGERS.filter((trigger) => {
    const kind: Kind = { type, eventDefinitionType: definitionOf(trigger) }
    return editor.offers(kind, scope)
  }).flatMap((trigger) => (ALWAYS.includes(trigger) ? [[trigger, true]] : [[trigger, true], [trigger, false]]))
}

const [EVENT_SIZE, STEP] = [36, 44]

/** Returns the boundary events that can be put on an activity. */
export function boundaries(editor: Editor, host: Drawn): Choice[] {
  if (!isA(host.businessObject, 'bpmn:Activity') || host.businessObject.get('triggeredByEvent') === true) return []
  const isTransaction = isA(host.businessObject, 'bpmn:Transaction')
  return kinds(editor, 'bpmn:BoundaryEvent', host.businessObject.$parent)
    .filter(([trigger]) => trigger !== 'Cancel' || isTransaction)
    .map(([trigger, interrupts]) => ({
      key: `${trigger} ${interrupts}`,
      label: called(trigger, 'boundary event', interrupts),
      act: () => {
        const shape = editor.part<Elements>('elementFactory').createShape({
          type: 'bpmn:BoundaryEvent',
          eventDefinitionType: definitionOf(trigger),
          ...(trigger === 'Compensate' ? {} : { cancelActivity: interrupts }),
        })
        const place = (host.attachers ?? []).length
        const x = Math.max(host.x, host.x + host.width - EVENT_SIZE / 2 - place * STEP)
        editor.modeling.createShape(shape, { x, y: host.y + host.height }, host, { attach: true })
        editor.reveal(shape.id)
      },
    }))
}

const [WIDTH, HEIGHT, GAP] = [350, 200, 60]

/** Returns the event sub-processes that can be added to the scope in which an element lies, or which it is. */
export function eventSubProcesses(editor: Editor, element: Drawn | undefined): Choice[] {
  const isScope = element !== undefined && isA(element.businessObject, 'bpmn:SubProcess', 'bpmn:Participant')
  const scope = element === undefined ? editor.canvas.getRootElement() : isScope ? element : element.parent
  if (scope === undefined || isA(scope.businessObject, 'bpmn:Collaboration')) return []
  const inside = { get: () => true } as unknown as Drawn['businessObject']
  return kinds(editor, 'bpmn:StartEvent', inside).map(([trigger, interrupts]) => ({
    key: `${trigger} ${interrupts}`,
    label: called(trigger, 'start event', interrupts),
    act: () => {
      const factory = editor.part<Elements>('elementFactory')
      const process = factory.createShape({
        type: 'bpmn:SubProcess',
        triggeredByEvent: true,
        isExpanded: true,
        width: WIDTH,
        height: HEIGHT,
      })
      const start = factory.createShape({
        type: 'bpmn:StartEvent',
        eventDefinitionType: definitionOf(trigger),
        ...(ALWAYS.includes(trigger) ? {} : { isInterrupting: interrupts }),
      })
      const drawn = (scope.children ?? []).filter((one) => one.waypoints === undefined && one.labelTarget === undefined)
      const left = Math.min(...drawn.map((one) => one.x), scope.x + GAP || GAP)
      const below = Math.max(...drawn.map((one) => one.y + one.height), 0) + GAP
      const at = { x: left + WIDTH / 2, y: below + HEIGHT / 2 }
      editor.together([
        { command: 'shape.create', context: { shape: process, position: at, parent: scope, hints: {} } },
        {
          command: 'shape.create',
          context: { shape: start, position: { x: left + GAP, y: at.y }, parent: process, hints: {} },
        },
      ])
      editor.reveal(process.id)
    },
  }))
}

/** Returns what an element can be changed into. */
export function otherKinds(editor: Editor, element: Drawn): Choice[] {
  const entries = editor.part<ReplaceMenu>('replaceMenuProvider').getPopupMenuEntries(element)
  const scope = element.businessObject.$parent
  return Object.entries(entries)
    .filter(([name]) => {
      const target = TARGETS.get(name)
      return target === undefined || editor.offers(target, scope)
    })
    .map(([key, { label, action }]) => ({
      key,
      label,
      act: () => action(new Event('click')),
    }))
}
