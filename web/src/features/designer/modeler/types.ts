/** What of bpmn.io's parts this application uses. Their own types say less than what is there. */

/** An element of the BPMN file. Attributes of namespaces that are not BPMN's are reached by `camunda:…`, `huan:…`. */
export interface Moddle {
  $type: string
  $attrs: Record<string, string>
  $parent?: Moddle
  id?: string
  get: (name: string) => unknown
  set: (name: string, value: unknown) => void
  $instanceOf: (type: string) => boolean
}

/** A foreign element, such as one of Camunda's: kept as it is, whatever is in it. */
export interface Foreign {
  $type: string
  $body?: string
  $children?: Foreign[]
  [attribute: string]: unknown
}

/** A shape or connection of the drawing. */
export interface Drawn {
  id: string
  type: string
  businessObject: Moddle
  parent?: Drawn
  children?: Drawn[]
  incoming: Drawn[]
  outgoing: Drawn[]
  source?: Drawn
  target?: Drawn
  host?: Drawn
  attachers?: Drawn[]
  label?: Drawn
  labelTarget?: Drawn
  waypoints?: { x: number; y: number }[]
  collapsed?: boolean
  x: number
  y: number
  width: number
  height: number
}

export interface Modeling {
  updateProperties: (element: Drawn, properties: Record<string, unknown>) => void
  updateModdleProperties: (element: Drawn, moddle: Moddle, properties: Record<string, unknown>) => void
  updateLabel: (element: Drawn, name: string) => void
  removeElements: (elements: Drawn[]) => void
  connect: (source: Drawn, target: Drawn) => Drawn
  createShape: (shape: Partial<Drawn>, at: { x: number; y: number }, parent: Drawn, hints?: object) => Drawn
}

export interface CommandStack {
  canUndo: () => boolean
  canRedo: () => boolean
  undo: () => void
  redo: () => void
  execute: (command: string, context: object) => void
  registerHandler: (command: string, handler: unknown) => void
}

export interface EventBus {
  on: (events: string | string[], priority: number, listener: (event: never) => unknown) => void
  off: (events: string | string[], listener: (event: never) => unknown) => void
}

export interface Registry {
  get: (id: string) => Drawn | undefined
  filter: (wanted: (element: Drawn) => boolean) => Drawn[]
}

export interface Selection {
  get: () => Drawn[]
  select: (element: Drawn | Drawn[] | null) => void
}

export interface Canvas {
  getRootElement: () => Drawn
  setRootElement: (root: Drawn) => void
  findRoot: (element: Drawn) => Drawn | undefined
  scrollToElement: (element: Drawn, padding?: object) => void
  addMarker: (id: string, marker: string) => void
  removeMarker: (id: string, marker: string) => void
  zoom: (scale?: number | 'fit-viewport', center?: 'auto') => number
  getContainer: () => HTMLElement
}

export interface BpmnFactory {
  create: (type: string, properties?: Record<string, unknown>) => Moddle
}

export interface ModdleFactory {
  createAny: (name: string, namespace: string, properties: Record<string, unknown>) => Foreign
}

export interface Overlays {
  add: (id: string, type: string, overlay: { position: object; html: HTMLElement }) => string
  remove: (of: { type: string }) => void
}
