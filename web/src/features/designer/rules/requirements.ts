/** What a decision requires (DMN 1.5, 6.2.2): an expression sees nothing else. */

const ROOT = /^[\p{L}_][\p{L}\p{N}_]*/u
/** Elements that have a name which a decision can require. */
const NAMED = ['inputData', 'decision']

function childOf(element: Element, name: string): Element | undefined {
  return [...element.children].find((one) => one.localName === name)
}

function make(like: Element, name: string, attributes: Record<string, string>): Element {
  const prefix = like.prefix === null ? '' : `${like.prefix}:`
  const element = like.ownerDocument.createElementNS(like.namespaceURI, prefix + name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

function freeId(document: Document, start: string): string {
  let id = start
  for (let number = 2; document.querySelector(`[id="${id}"]`) !== null; number++) id = `${start}-${number}`
  return id
}

function nameOf(element: Element): string {
  return childOf(element, 'variable')?.getAttribute('name') ?? element.getAttribute('name') ?? ''
}

/** Lets a decision require what an input expression of its table begins with; made where the file lacks it. */
export function require(decision: Element, expression: string): void {
  const name = ROOT.exec(expression.trim())?.[0]
  const root = decision.parentElement
  if (name === undefined || root === null) return
  const { ownerDocument } = decision
  let source = [...root.children].find((one) => NAMED.includes(one.localName) && one !== decision && nameOf(one) === name)
  if (source === undefined) {
    source = make(decision, 'inputData', { id: freeId(ownerDocument, `input-${name}`), name })
    source.append(make(decision, 'variable', { id: freeId(ownerDocument, `input-${name}-variable`), name }))
    decision.before(source)
  }
  const href = `#${source.getAttribute('id') ?? ''}`
  const kind = source.localName === 'decision' ? 'requiredDecision' : 'requiredInput'
  const required = [...decision.children].filter((one) => one.localName === 'informationRequirement')
  if (required.some((one) => childOf(one, kind)?.getAttribute('href') === href)) return
  const requirement = make(decision, 'informationRequirement', { id: freeId(ownerDocument, `requires-${name}`) })
  requirement.append(make(decision, kind, { href }))
  const before = required.at(-1) ?? childOf(decision, 'variable')
  if (before === undefined) decision.prepend(requirement)
  else before.after(requirement)
}
