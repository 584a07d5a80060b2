import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import type { Palette } from '@/theme/palette'

interface Canvas {
  zoom: (scale?: number | 'fit-viewport', center?: 'auto') => number
  addMarker: (id: string, marker: string) => void
  removeMarker: (id: string, marker: string) => void
  viewbox: (box?: Box) => Box & { scale: number; inner: Box; outer: { width: number; height: number } }
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Registry {
  get: (id: string) => (Partial<Box> & { id: string; type: string }) | undefined
}

interface Overlays {
  add: (id: string, overlay: { position: object; html: HTMLElement }) => string
  remove: (id: string) => void
}

interface EventBus {
  on: (event: string, listener: (event: { element: { id: string } }) => void) => void
  off: (event: string, listener: (event: { element: { id: string } }) => void) => void
}

const STEP = 1.25
const [SMALLEST, LARGEST] = [0.2, 4]
/** A diagram that is much wider than its place is shown around where it stands rather than tiny. */
const READABLE = 0.75

/** The viewer of bpmn.io, with what this application asks of it. Its watermark stays as it is. */
export interface Viewer {
  load: (xml: string) => Promise<void>
  has: (id: string) => boolean
  mark: (id: string, marker: string) => void
  unmark: (id: string, marker: string) => void
  /** Puts a text at the corner of an element; returns what takes it away. */
  pin: (id: string, text: string, className: string) => () => void
  zoom: (how: 'in' | 'out' | 'fit') => void
  /** Shows the whole diagram where it can be read, else the part around these elements. */
  show: (ids: readonly string[]) => void
  onClick: (told: (id: string) => void) => () => void
  close: () => void
}

/** Returns where a window of `size` begins so that `from..to` is in its middle, without leaving the drawing. */
function around(from: number, to: number, size: number, [least, most]: readonly [number, number]): number {
  return Math.max(least, Math.min((from + to) / 2 - size / 2, most - size))
}

/** Opens a viewer in an element of the page. */
export function openViewer(container: HTMLElement, palette: Palette): Viewer {
  const viewer = new NavigatedViewer({
    container,
    bpmnRenderer: {
      defaultFillColor: palette.surface,
      defaultStrokeColor: palette.quiet,
      defaultLabelColor: palette.text,
    },
  })
  const canvas = () => viewer.get<Canvas>('canvas')
  const registry = () => viewer.get<Registry>('elementRegistry')
  return {
    async load(xml) {
      await viewer.importXML(xml)
      canvas().zoom('fit-viewport', 'auto')
    },
    has: (id) => registry().get(id) !== undefined,
    mark: (id, marker) => canvas().addMarker(id, marker),
    unmark: (id, marker) => canvas().removeMarker(id, marker),
    pin(id, text, className) {
      const html = document.createElement('span')
      html.className = className
      html.textContent = text
      const overlays = viewer.get<Overlays>('overlays')
      const key = overlays.add(id, { position: { top: -10, right: 12 }, html })
      return () => overlays.remove(key)
    },
    zoom(how) {
      if (how === 'fit') {
        canvas().zoom('fit-viewport', 'auto')
        return
      }
      const scale = canvas().zoom() * (how === 'in' ? STEP : 1 / STEP)
      canvas().zoom(Math.min(Math.max(scale, SMALLEST), LARGEST), 'auto')
    },
    show(ids) {
      const scale = canvas().zoom('fit-viewport', 'auto')
      const boxes = ids.map((id) => registry().get(id)).filter((one) => one?.width !== undefined) as Box[]
      if (scale >= READABLE || boxes.length === 0) return
      const { outer, inner } = canvas().viewbox()
      const [width, height] = [outer.width / READABLE, outer.height / READABLE]
      const x = around(
        Math.min(...boxes.map((box) => box.x)),
        Math.max(...boxes.map((box) => box.x + box.width)),
        width,
        [inner.x, inner.x + inner.width],
      )
      const y = around(
        Math.min(...boxes.map((box) => box.y)),
        Math.max(...boxes.map((box) => box.y + box.height)),
        height,
        [inner.y, inner.y + inner.height],
      )
      canvas().viewbox({ x, y, width, height })
    },
    onClick(told) {
      const bus = viewer.get<EventBus>('eventBus')
      const listener = (event: { element: { id: string } }) => told(event.element.id)
      bus.on('element.click', listener)
      return () => bus.off('element.click', listener)
    },
    close: () => viewer.destroy(),
  }
}
