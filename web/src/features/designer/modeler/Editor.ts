import Modeler from 'bpmn-js/lib/Modeler'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import type { Executed } from '@/api/types'
import type { Language } from '@/words'
import { isExecuted, type Kind } from './executed'
import { NAMESPACES } from './foreign'
import { keepForeign } from './keepForeign'
import { keepReferences } from './keepReferences'
import { onlyExecuted } from './onlyExecuted'
import { ourPalette } from './palette'
import { several, type Step } from './several'
import { translated } from './translate'
import type {
  BpmnFactory,
  Canvas,
  CommandStack,
  Drawn,
  EventBus,
  ModdleFactory,
  Modeling,
  Moddle,
  Overlays,
  Registry,
  Selection,
} from './types'

const TELL = ['commandStack.changed', 'selection.changed', 'import.done', 'root.set', 'elements.changed']
const LATE = 200
/** Below the first a drawing cannot be read; then it is shown at the second. */
const [UNREADABLE, READABLE] = [0.55, 0.8]
/** Room for the palette. */
const ROOM = { top: 80, right: 140, bottom: 80, left: 140 }

/**
 * The drawing of a draft. Every change goes through its command stack, so that it can be undone.
 *
 * Those who show something of it subscribe; `revision` grows whenever something may have changed.
 */
export class Editor {
  private readonly modeler: Modeler
  private readonly listeners = new Set<() => void>()
  revision = 0
  private executed: Executed | undefined

  /** Opens an editor in an element of the page; `language` tells what its tools speak. */
  constructor(container: HTMLElement, language: () => Language) {
    this.modeler = new Modeler({
      container,
      // Colours as variables: by day and by night without drawing anew, which would forget what can be undone.
      bpmnRenderer: {
        defaultFillColor: 'var(--huan-surface)',
        defaultStrokeColor: 'var(--huan-quiet)',
        defaultLabelColor: 'var(--huan-text)',
      },
      additionalModules: [keepForeign, keepReferences, ourPalette, several, onlyExecuted((kind, scope) => this.offers(kind, scope)), translated(language)],
    } as ConstructorParameters<typeof Modeler>[0])
    this.events.on(TELL, LATE, this.tell)
  }

  /** Says what is executed, and so offered by the menu of kinds; undefined: not known yet. */
  offer(executed: Executed | undefined): void {
    this.executed = executed
  }

  /** Says whether an element of a kind would be executed in a scope. */
  offers(kind: Kind, scope: Moddle | undefined): boolean {
    return this.executed === undefined || isExecuted(this.executed, kind, scope)
  }

  private readonly tell = () => {
    this.revision += 1
    for (const listener of this.listeners) listener()
  }

  /** For React: calls back after every change; returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Calls back when the diagram itself has changed, not only what is selected. */
  onChange(listener: () => void): () => void {
    this.events.on('commandStack.changed', LATE, listener)
    return () => this.events.off('commandStack.changed', listener)
  }

  get events(): EventBus {
    return this.modeler.get<EventBus>('eventBus')
  }
  get modeling(): Modeling {
    return this.modeler.get<Modeling>('modeling')
  }
  get commands(): CommandStack {
    return this.modeler.get<CommandStack>('commandStack')
  }
  get registry(): Registry {
    return this.modeler.get<Registry>('elementRegistry')
  }
  get canvas(): Canvas {
    return this.modeler.get<Canvas>('canvas')
  }
  get factory(): BpmnFactory {
    return this.modeler.get<BpmnFactory>('bpmnFactory')
  }
  get moddle(): ModdleFactory {
    return this.modeler.get<ModdleFactory>('moddle')
  }
  get overlays(): Overlays {
    return this.modeler.get<Overlays>('overlays')
  }
  /** A part of the modeler that only one place uses. */
  part<T>(name: string): T {
    return this.modeler.get<T>(name)
  }

  /** The root of the file, with its processes, messages, errors. */
  get definitions(): Moddle {
    const definitions: unknown = this.modeler.getDefinitions()
    return definitions as Moddle
  }

  /**
   * Shows a file; what could be undone is forgotten.
   *
   * @throws what the parser says of a file that is no diagram.
   */
  async load(xml: string): Promise<void> {
    await this.modeler.importXML(xml)
    for (const [prefix, uri] of Object.entries(NAMESPACES)) {
      this.definitions.$attrs[`xmlns:${prefix}`] ??= uri
    }
    if (this.canvas.zoom('fit-viewport', 'auto') < UNREADABLE) {
      const start = this.registry.filter((one) => one.type === 'bpmn:StartEvent')[0]
      if (start !== undefined) this.show(start)
    }
  }

  private show(element: Drawn): void {
    if (this.canvas.zoom() < UNREADABLE) this.canvas.zoom(READABLE)
    this.canvas.scrollToElement(element, ROOM)
  }

  /** Returns the file as it is drawn now. */
  async save(): Promise<string> {
    const { xml } = await this.modeler.saveXML({ format: true })
    return xml ?? ''
  }

  get selected(): Drawn | undefined {
    const [one, ...more] = this.modeler.get<Selection>('selection').get()
    return more.length === 0 ? one : undefined
  }

  select(element: Drawn | null): void {
    this.modeler.get<Selection>('selection').select(element)
  }

  /** Selects an element by its id and brings it into sight; says whether there is one. */
  reveal(id: string): boolean {
    const element = this.registry.get(id)
    if (element === undefined) return false
    const root = this.canvas.findRoot(element)
    if (root !== undefined && root !== this.canvas.getRootElement()) this.canvas.setRootElement(root)
    this.show(element)
    this.select(element)
    return true
  }

  /** Does several commands as one. */
  together(steps: readonly Step[]): void {
    if (steps.length > 0) this.commands.execute('huan.several', { steps })
  }

  /** Adapts to the size of its place after that has changed. */
  resized(): void {
    ;(this.canvas as unknown as { resized: () => void }).resized()
  }

  close(): void {
    this.listeners.clear()
    this.modeler.destroy()
  }
}
