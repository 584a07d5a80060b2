import { useId, useMemo } from 'react'
import { useWords } from '@/words'
import { deciding } from '@/words/deciding'
import { graphOf, HEIGHT, WIDTH, type Node } from './graph'

/** So many half-width signs fit into a node. */
const LONGEST = 20

function shortened(name: string): string {
  let room = LONGEST
  for (const [at, sign] of [...name].entries()) {
    room -= sign > '\u2e80' ? 2 : 1
    if (room < 0) return `${[...name].slice(0, Math.max(1, at - 1)).join('')}…`
  }
  return name
}

/** What each decision of a file requires, drawn: decisions above, their data below. */
export function RequirementGraph({ xml }: { xml: string }) {
  const words = useWords(deciding)
  const arrow = useId()
  const graph = useMemo(() => graphOf(xml), [xml])
  if (graph === undefined || graph.edges.length === 0) return null
  const told = graph.edges.map(({ from, to }) => words.requires(to.name, from.name)).join('; ')
  return (
    <section className="panel rules-graph">
      <h2>{words.graph}</h2>
      {/* Wide graphs scroll; the keyboard reaches them too. */}
      <div className="rules-scroll" tabIndex={0} role="group" aria-label={words.graph}>
        <svg width={graph.width} height={graph.height} role="img" aria-label={told}>
          <defs>
            <marker id={arrow} viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
              <path d="M0 0 8 4 0 8z" className="rules-arrow" />
            </marker>
          </defs>
          {graph.edges.map(({ from, to, kind }, place) => (
            <line
              key={place}
              className={`rules-edge rules-${kind}`}
              x1={from.x + WIDTH / 2}
              y1={from.y}
              x2={to.x + WIDTH / 2}
              y2={to.y + HEIGHT}
              markerEnd={`url(#${arrow})`}
            />
          ))}
          {graph.nodes.map((node) => (
            <g key={node.id} transform={`translate(${node.x} ${node.y})`}>
              <title>{`${node.name} · ${words[node.kind]}`}</title>
              <Outline kind={node.kind} />
              <text x={WIDTH / 2} y={HEIGHT / 2} className="rules-node-name">
                {shortened(node.name)}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </section>
  )
}

/** The shapes of DMN 1.5, 6.2.1: a rectangle, one with round ends, one with cut corners, one with a wave. */
function Outline({ kind }: { kind: Node['kind'] }) {
  if (kind === 'inputData') return <rect className="rules-node" width={WIDTH} height={HEIGHT} rx={HEIGHT / 2} />
  if (kind === 'businessKnowledgeModel') {
    const cut = 12
    const [w, h] = [WIDTH, HEIGHT]
    return <path className="rules-node" d={`M${cut} 0H${w}V${h - cut}L${w - cut} ${h}H0V${cut}z`} />
  }
  if (kind === 'knowledgeSource') {
    return <path className="rules-node" d={`M0 0H${WIDTH}V${HEIGHT - 6}q-35 -10 -70 0t-70 0z`} />
  }
  return <rect className="rules-node" width={WIDTH} height={HEIGHT} />
}
