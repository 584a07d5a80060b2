import type { Editor } from './Editor'

const TYPE = 'huan-finding'

/** What is wrong at an element, and how bad it is. */
export interface Mark {
  id: string
  isError: boolean
  texts: readonly string[]
}

/** Marks elements of which the check says something; returns what takes the marks away. */
export function paintFindings(editor: Editor, marks: readonly Mark[]): () => void {
  const painted: [string, string][] = []
  for (const { id, isError, texts } of marks) {
    const element = editor.registry.get(id)
    if (element === undefined) continue
    const marker = isError ? 'huan-wrong' : 'huan-doubtful'
    editor.canvas.addMarker(id, marker)
    painted.push([id, marker])
    const html = document.createElement('span')
    html.className = isError ? 'finding-pin' : 'finding-pin finding-pin-warning'
    html.textContent = String(texts.length)
    html.title = texts.join('\n')
    editor.overlays.add(id, TYPE, { position: { top: -9, left: -9 }, html })
  }
  return () => {
    editor.overlays.remove({ type: TYPE })
    for (const [id, marker] of painted) if (editor.registry.get(id) !== undefined) editor.canvas.removeMarker(id, marker)
  }
}

/** Marks the way that leads to what is wrong; returns what takes the marks away. */
export function paintPath(editor: Editor, ids: readonly string[]): () => void {
  const there = ids.filter((id) => editor.registry.get(id) !== undefined)
  for (const id of there) editor.canvas.addMarker(id, 'huan-path')
  return () => {
    for (const id of there) if (editor.registry.get(id) !== undefined) editor.canvas.removeMarker(id, 'huan-path')
  }
}
