import { Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { usePalette } from '@/theme/appearance'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { diagrams } from '@/words/diagrams'
import { paintMarks, type DiagramMarks } from './marks'
import { openViewer, type Viewer } from './viewer'
import './diagram.css'

interface DiagramViewProps {
  /** The BPMN 2.0 file. */
  xml: string
  /** What the diagram is of, for who cannot see it. */
  label: string
  /** Where it stands and which way it went; left out: a plain drawing. */
  marks?: DiagramMarks
  /** Further marks: a class of diagram.css by the element's id. */
  painted?: ReadonlyMap<string, string>
  /** What is brought into sight. */
  focus?: string
  onElement?: (id: string) => void
}

/** A diagram to look at: with the places where an order stands and the path that it took. */
export function DiagramView({ xml, label, marks, painted, focus, onElement }: DiagramViewProps) {
  const words = useWords(diagrams)
  const palette = usePalette()
  const place = useRef<HTMLDivElement>(null)
  const [viewer, setViewer] = useState<Viewer>()
  const [failure, setFailure] = useState<unknown>()

  useEffect(() => {
    const made = openViewer(place.current!, palette)
    let gone = false
    made.load(xml).then(
      () => {
        if (!gone) setViewer(made)
      },
      (problem: unknown) => {
        if (!gone) setFailure(problem)
      },
    )
    return () => {
      gone = true
      setViewer(undefined)
      made.close()
    }
  }, [xml, palette])

  useEffect(() => {
    if (viewer !== undefined && marks !== undefined) return paintMarks(viewer, marks)
    return undefined
  }, [viewer, marks])

  useEffect(() => {
    if (viewer === undefined || painted === undefined) return undefined
    const there = [...painted].filter(([id]) => viewer.has(id))
    for (const [id, marker] of there) viewer.mark(id, marker)
    return () => {
      for (const [id, marker] of there) viewer.unmark(id, marker)
    }
  }, [viewer, painted])

  useEffect(() => {
    if (viewer === undefined || focus === undefined || !viewer.has(focus)) return undefined
    viewer.show([focus])
    viewer.mark(focus, 'huan-focus')
    return () => viewer.unmark(focus, 'huan-focus')
  }, [viewer, focus])

  useEffect(() => {
    if (viewer === undefined || onElement === undefined) return undefined
    return viewer.onClick(onElement)
  }, [viewer, onElement])

  if (failure !== undefined) return <ProblemNote problem={failure} />
  return (
    <div className="diagram">
      <div ref={place} className="diagram-canvas" role="figure" aria-label={label} />
      <Segmented
        className="diagram-zoom"
        size="small"
        aria-label={words.zoom}
        value=""
        options={[
          { value: 'out', label: '−' },
          { value: 'fit', label: words.fit },
          { value: 'in', label: '+' },
        ]}
        onChange={(what) => viewer?.zoom(what as 'in' | 'out' | 'fit')}
      />
    </div>
  )
}
