/** The requirement graph of a DMN file (DMN 1.5, 6.2): what is there, what it requires, and where it is drawn. */

export interface Node {
  id: string
  name: string
  kind: 'decision' | 'inputData' | 'businessKnowledgeModel' | 'knowledgeSource'
  x: number
  y: number
}

export interface Edge {
  from: Node
  to: Node
  kind: 'information' | 'knowledge' | 'authority'
}

export interface Graph {
  nodes: Node[]
  edges: Edge[]
  width: number
  height: number
}

export const [WIDTH, HEIGHT] = [140, 44]
const [GAP, LAYER, MARGIN] = [28, 92, 12]
const KINDS = ['decision', 'inputData', 'businessKnowledgeModel', 'knowledgeSource']
const REQUIREMENTS: Record<string, Edge['kind']> = {
  informationRequirement: 'information',
  knowledgeRequirement: 'knowledge',
  authorityRequirement: 'authority',
}

function requirementsOf(element: Element): { id: string; kind: Edge['kind'] }[] {
  return [...element.children].flatMap((requirement) => {
    const kind = REQUIREMENTS[requirement.localName]
    const href = requirement.firstElementChild?.getAttribute('href') ?? ''
    // What is imported from another file is not drawn here.
    return kind === undefined || !href.startsWith('#') ? [] : [{ id: href.slice(1), kind }]
  })
}

/** Returns the graph, what requires above what it requires; undefined: the text is no XML. */
export function graphOf(xml: string): Graph | undefined {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  if (document.getElementsByTagName('parsererror').length > 0) return undefined
  const elements = [...document.documentElement.children].filter((one) => KINDS.includes(one.localName))
  const required = new Map(elements.map((one) => [one.getAttribute('id') ?? '', requirementsOf(one)]))
  const depths = new Map<string, number>()
  const depthOf = (id: string, seen: readonly string[] = []): number => {
    const known = depths.get(id)
    if (known !== undefined) return known
    const below = (required.get(id) ?? []).filter((one) => required.has(one.id) && !seen.includes(one.id) && one.id !== id)
    const depth = Math.max(-1, ...below.map((one) => depthOf(one.id, [...seen, id]))) + 1
    depths.set(id, depth)
    return depth
  }
  const highest = Math.max(0, ...[...required.keys()].map((id) => depthOf(id)))
  // What requires nothing stands right below what requires it.
  for (const id of required.keys()) {
    const above = [...required].filter(([, all]) => all.some((one) => one.id === id)).map(([other]) => depthOf(other))
    if (depthOf(id) === 0 && above.length > 0) depths.set(id, Math.max(0, Math.min(...above) - 1))
  }
  const places = new Map<number, number>()
  const nodes = elements.map((element): Node => {
    const id = element.getAttribute('id') ?? ''
    const depth = depthOf(id)
    const place = places.get(depth) ?? 0
    places.set(depth, place + 1)
    return {
      id,
      name: element.getAttribute('name') ?? id,
      kind: element.localName as Node['kind'],
      x: MARGIN + place * (WIDTH + GAP),
      y: MARGIN + (highest - depth) * LAYER,
    }
  })
  const byId = new Map(nodes.map((one) => [one.id, one]))
  const edges = nodes.flatMap((to) =>
    (required.get(to.id) ?? []).flatMap(({ id, kind }) => {
      const from = byId.get(id)
      return from === undefined ? [] : [{ from, to, kind }]
    }),
  )
  const most = Math.max(1, ...places.values())
  return {
    nodes,
    edges,
    width: 2 * MARGIN + most * (WIDTH + GAP) - GAP,
    height: 2 * MARGIN + highest * LAYER + HEIGHT,
  }
}
