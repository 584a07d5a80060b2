import type { Drawn } from './types'

type Translate = (template: string) => string
interface Create {
  start: (event: Event, shapes: Drawn | Drawn[], context?: object) => void
}
interface Elements {
  createShape: (of: object) => Drawn
  createParticipantShape: () => Drawn
}
interface Tools {
  activateHand: (event: Event) => void
  activateSelection: (event: Event) => void
  start: (event: Event) => void
}
interface Palette {
  registerProvider: (provider: object) => void
}

/** What can be drawn from the palette: kind, group, sign, title as `words/modeler.ts` has it. */
const DRAWN: readonly (readonly [string, string, string, string])[] = [
  ['bpmn:StartEvent', 'event', 'bpmn-icon-start-event-none', 'Create start event'],
  ['bpmn:IntermediateThrowEvent', 'event', 'bpmn-icon-intermediate-event-none', 'Create intermediate/boundary event'],
  ['bpmn:EndEvent', 'event', 'bpmn-icon-end-event-none', 'Create end event'],
  ['bpmn:ExclusiveGateway', 'gateway', 'bpmn-icon-gateway-xor', 'Create gateway'],
  ['bpmn:UserTask', 'activity', 'bpmn-icon-user-task', 'Create user task'],
  ['bpmn:ServiceTask', 'activity', 'bpmn-icon-service-task', 'Create service task'],
  ['bpmn:BusinessRuleTask', 'activity', 'bpmn-icon-business-rule-task', 'Create business rule task'],
  ['bpmn:CallActivity', 'activity', 'bpmn-icon-call-activity', 'Create call activity'],
]

/** The palette: what this system executes, rather than everything that BPMN can draw. */
function PaletteProvider(
  this: { getPaletteEntries?: () => object },
  palette: Palette,
  create: Create,
  elementFactory: Elements,
  spaceTool: Tools,
  lassoTool: Tools,
  handTool: Tools,
  globalConnect: Tools,
  translate: Translate,
) {
  const tool = (className: string, title: string, click: (event: Event) => void) => ({
    group: 'tools',
    className,
    title: translate(title),
    action: { click },
  })
  const draw = (group: string, className: string, title: string, make: () => Drawn | Drawn[]) => {
    const start = (event: Event) => create.start(event, make())
    return { group, className, title: translate(title), action: { dragstart: start, click: start } }
  }
  const subProcess = () => [
    elementFactory.createShape({ type: 'bpmn:SubProcess', x: 0, y: 0, isExpanded: true }),
    elementFactory.createShape({ type: 'bpmn:StartEvent', x: 40, y: 82 }),
  ]
  this.getPaletteEntries = () => ({
    hand: tool('bpmn-icon-hand-tool', 'Activate hand tool', (event) => handTool.activateHand(event)),
    lasso: tool('bpmn-icon-lasso-tool', 'Activate lasso tool', (event) => lassoTool.activateSelection(event)),
    space: tool('bpmn-icon-space-tool', 'Activate create/remove space tool', (event) =>
      spaceTool.activateSelection(event),
    ),
    connect: tool('bpmn-icon-connection-multi', 'Activate global connect tool', (event) => globalConnect.start(event)),
    separator: { group: 'tools', separator: true },
    ...Object.fromEntries(
      DRAWN.map(([type, group, className, title]) => [
        type,
        draw(group, className, title, () => elementFactory.createShape({ type })),
      ]),
    ),
    'sub-process': draw('activity', 'bpmn-icon-subprocess-expanded', 'Create expanded sub-process', () => {
      const [scope, start] = subProcess() as [Drawn, Drawn]
      start.parent = scope
      return [scope, start]
    }),
    data: draw('data', 'bpmn-icon-data-object', 'Create data object reference', () =>
      elementFactory.createShape({ type: 'bpmn:DataObjectReference' }),
    ),
    pool: draw('data', 'bpmn-icon-participant', 'Create pool/participant', () =>
      elementFactory.createParticipantShape(),
    ),
    group: draw('data', 'bpmn-icon-group', 'Create group', () => elementFactory.createShape({ type: 'bpmn:Group' })),
  })
  palette.registerProvider(this)
}
PaletteProvider.$inject = [
  'palette',
  'create',
  'elementFactory',
  'spaceTool',
  'lassoTool',
  'handTool',
  'globalConnect',
  'translate',
]

interface Entry {
  className: string
  title: string
  action: Record<string, unknown>
}
interface Pad {
  registerProvider: (priority: number, provider: object) => void
}
interface AutoPlace {
  append: (source: Drawn, shape: Drawn) => Drawn
}

/** Beside an element: a person's task or an operation is appended rather than a task of no kind. */
function AppendTasks(pad: Pad, elementFactory: Elements, autoPlace: AutoPlace, create: Create, translate: Translate) {
  const append = (type: string, className: string, title: string) => ({
    group: 'model',
    className,
    title: translate(title),
    action: {
      click: (_: Event, source: Drawn) => autoPlace.append(source, elementFactory.createShape({ type })),
      dragstart: (event: Event, source: Drawn) => create.start(event, elementFactory.createShape({ type }), { source }),
    },
  })
  pad.registerProvider(500, {
    getContextPadEntries: () => (entries: Record<string, Entry>) => {
      const { 'append.append-task': plain, ...others } = entries
      if (plain === undefined) return entries
      return {
        ...others,
        'append.user-task': append('bpmn:UserTask', 'bpmn-icon-user-task', 'Append user task'),
        'append.service-task': append('bpmn:ServiceTask', 'bpmn-icon-service-task', 'Append service task'),
      }
    },
  })
}
AppendTasks.$inject = ['contextPad', 'elementFactory', 'autoPlace', 'create', 'translate']

export const ourPalette = {
  __init__: ['paletteProvider', 'appendTasks'],
  paletteProvider: ['type', PaletteProvider],
  appendTasks: ['type', AppendTasks],
}
