import type { Viewer } from './viewer'

/** Where an order stands in a diagram, and the way that it took. Ids are the diagram's. */
export interface DiagramMarks {
  /** Where somebody or something is at work. */
  here: readonly string[]
  /** Events that are waited for. */
  waiting: readonly string[]
  /** How often elements were completed. */
  passed: ReadonlyMap<string, number>
  /** How often sequence flows were taken. */
  taken: ReadonlyMap<string, number>
}

export const NO_MARKS: DiagramMarks = { here: [], waiting: [], passed: new Map(), taken: new Map() }

/** Paints marks on a viewer; returns what takes them away. */
export function paintMarks(viewer: Viewer, marks: DiagramMarks): () => void {
  const undo: (() => void)[] = []
  const mark = (ids: Iterable<string>, marker: string) => {
    for (const id of ids) {
      if (!viewer.has(id)) continue
      viewer.mark(id, marker)
      undo.push(() => viewer.unmark(id, marker))
    }
  }
  mark(marks.passed.keys(), 'huan-passed')
  mark(marks.taken.keys(), 'huan-taken')
  mark(marks.waiting, 'huan-waiting')
  mark(marks.here, 'huan-here')
  for (const [id, times] of marks.passed) {
    if (times > 1 && viewer.has(id)) undo.push(viewer.pin(id, `×${times}`, 'diagram-times'))
  }
  viewer.show(marks.here)
  return () => {
    for (const step of undo.reverse()) step()
  }
}
