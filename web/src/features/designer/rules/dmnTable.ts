import { require } from './requirements'

/** Decision tables of a DMN file, read and changed in its document: whatever else is in it stays as it is. */

export const HIT_POLICIES = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const
export const AGGREGATIONS = ['SUM', 'MIN', 'MAX', 'COUNT'] as const

export interface Column {
  /** What it is called. */
  label: string
  /** Of an input its FEEL expression, of an output its name. */
  text: string
  type: string
}

export interface Table {
  id: string
  name: string
  hitPolicy: string
  aggregation: string
  inputs: Column[]
  outputs: Column[]
  rules: { inputs: string[]; outputs: string[] }[]
}

/** A decision that is no table: kept, and changed in its file. */
export interface OtherDecision {
  id: string
  name: string
}

function childrenOf(element: Element, name: string): Element[] {
  return [...element.children].filter((one) => one.localName === name)
}

function parse(xml: string): Document | undefined {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  return document.getElementsByTagName('parsererror').length > 0 ? undefined : document
}

function textOf(element: Element | undefined): string {
  return element === undefined ? '' : (childrenOf(element, 'text')[0]?.textContent ?? '')
}

function decisionsOf(document: Document): { decision: Element; table: Element | undefined }[] {
  return childrenOf(document.documentElement, 'decision').map((decision) => ({
    decision,
    table: childrenOf(decision, 'decisionTable')[0],
  }))
}

/** Reads the tables and the other decisions of a file; undefined: it is no XML. */
export function readTables(xml: string): { tables: Table[]; others: OtherDecision[] } | undefined {
  const document = parse(xml)
  if (document === undefined) return undefined
  const tables: Table[] = []
  const others: OtherDecision[] = []
  for (const { decision, table } of decisionsOf(document)) {
    const id = decision.getAttribute('id') ?? ''
    const name = decision.getAttribute('name') ?? id
    if (table === undefined) {
      others.push({ id, name })
      continue
    }
    tables.push({
      id,
      name,
      hitPolicy: table.getAttribute('hitPolicy') ?? 'UNIQUE',
      aggregation: table.getAttribute('aggregation') ?? '',
      inputs: childrenOf(table, 'input').map((input) => ({
        label: input.getAttribute('label') ?? '',
        text: textOf(childrenOf(input, 'inputExpression')[0]),
        type: childrenOf(input, 'inputExpression')[0]?.getAttribute('typeRef') ?? '',
      })),
      outputs: childrenOf(table, 'output').map((output) => ({
        label: output.getAttribute('label') ?? '',
        text: output.getAttribute('name') ?? '',
        type: output.getAttribute('typeRef') ?? '',
      })),
      rules: childrenOf(table, 'rule').map((rule) => ({
        inputs: childrenOf(rule, 'inputEntry').map(textOf),
        outputs: childrenOf(rule, 'outputEntry').map(textOf),
      })),
    })
  }
  return { tables, others }
}

/** Makes an element of the file's own namespace, under an id that is free. */
function make(table: Element, name: string, text?: string): Element {
  const document = table.ownerDocument
  const prefix = table.prefix === null ? '' : `${table.prefix}:`
  const element = document.createElementNS(table.namespaceURI, prefix + name)
  if (text !== undefined) {
    const inner = document.createElementNS(table.namespaceURI, `${prefix}text`)
    inner.textContent = text
    element.append(inner)
  }
  if (name !== 'text') {
    let number = 1
    while (document.querySelector(`[id="${name}-${number}"]`) !== null) number += 1
    element.setAttribute('id', `${name}-${number}`)
  }
  return element
}

function setText(element: Element, text: string): void {
  const inner = childrenOf(element, 'text')[0]
  if (inner !== undefined) inner.textContent = text
  else element.append(...make(element, 'holder', text).children)
}

function setOrRemove(element: Element, name: string, value: string): void {
  if (value === '') element.removeAttribute(name)
  else element.setAttribute(name, value)
}

/** Puts an element after the last of these kinds, else at the beginning. */
function insertAfterLast(table: Element, kinds: readonly string[], element: Element): void {
  const last = [...table.children].filter((one) => kinds.includes(one.localName)).at(-1)
  if (last === undefined) table.prepend(element)
  else last.after(element)
}

export type Side = 'input' | 'output'

/** Changes a table of a file by `change`, and returns the file. */
function changed(xml: string, id: string, change: (table: Element) => void): string {
  const document = parse(xml)
  const found = document && decisionsOf(document).find((one) => one.decision.getAttribute('id') === id)
  if (document === undefined || found?.table === undefined) return xml
  change(found.table)
  const text = new XMLSerializer().serializeToString(document)
  return text.startsWith('<?xml') ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`
}

export function setPolicy(xml: string, id: string, policy: string, aggregation: string): string {
  return changed(xml, id, (table) => {
    setOrRemove(table, 'hitPolicy', policy === 'UNIQUE' ? '' : policy)
    setOrRemove(table, 'aggregation', policy === 'COLLECT' ? aggregation : '')
  })
}

export function setName(xml: string, id: string, name: string): string {
  return changed(xml, id, (table) => table.parentElement?.setAttribute('name', name))
}

export function setColumn(xml: string, id: string, side: Side, at: number, column: Column): string {
  return changed(xml, id, (table) => {
    const element = childrenOf(table, side)[at]
    if (element === undefined) return
    setOrRemove(element, 'label', column.label)
    if (side === 'output') {
      setOrRemove(element, 'name', column.text)
      setOrRemove(element, 'typeRef', column.type)
      return
    }
    const expression = childrenOf(element, 'inputExpression')[0] ?? make(table, 'inputExpression', '')
    if (expression.parentElement === null) element.prepend(expression)
    setText(expression, column.text)
    if (table.parentElement !== null) require(table.parentElement, column.text)
    setOrRemove(expression, 'typeRef', column.type)
  })
}

export function addColumn(xml: string, id: string, side: Side): string {
  return changed(xml, id, (table) => {
    const column = make(table, side)
    if (side === 'input') column.append(make(table, 'inputExpression', ''))
    insertAfterLast(table, side === 'input' ? ['input'] : ['input', 'output'], column)
    const entry = side === 'input' ? ['inputEntry'] : ['inputEntry', 'outputEntry']
    for (const rule of childrenOf(table, 'rule')) {
      insertAfterLast(rule, entry, make(table, `${side}Entry`, side === 'input' ? '-' : 'null'))
    }
  })
}

export function removeColumn(xml: string, id: string, side: Side, at: number): string {
  return changed(xml, id, (table) => {
    childrenOf(table, side)[at]?.remove()
    for (const rule of childrenOf(table, 'rule')) childrenOf(rule, `${side}Entry`)[at]?.remove()
  })
}

export function setCell(xml: string, id: string, rule: number, side: Side, at: number, text: string): string {
  return changed(xml, id, (table) => {
    const entry = childrenOf(childrenOf(table, 'rule')[rule] ?? table, `${side}Entry`)[at]
    if (entry !== undefined) setText(entry, text)
  })
}

export function addRule(xml: string, id: string): string {
  return changed(xml, id, (table) => {
    const rule = make(table, 'rule')
    insertAfterLast(table, ['input', 'output', 'annotation', 'rule'], rule)
    childrenOf(table, 'input').forEach(() => rule.append(make(table, 'inputEntry', '-')))
    childrenOf(table, 'output').forEach(() => rule.append(make(table, 'outputEntry', 'null')))
  })
}

export function removeRule(xml: string, id: string, at: number): string {
  return changed(xml, id, (table) => childrenOf(table, 'rule')[at]?.remove())
}

/** Moves a rule up (-1) or down (1): with some hit policies the order decides. */
export function moveRule(xml: string, id: string, at: number, by: -1 | 1): string {
  return changed(xml, id, (table) => {
    const rules = childrenOf(table, 'rule')
    const [rule, other] = [rules[at], rules[at + by]]
    if (rule === undefined || other === undefined) return
    if (by < 0) other.before(rule)
    else other.after(rule)
  })
}

/** Returns a file with one empty table. */
export function newTable(key: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${key}-rules" name="${key}" namespace="urn:huan:packages">
  <inputData id="input-order" name="order">
    <variable id="input-order-variable" name="order"/>
  </inputData>
  <decision id="${key}" name="${key}">
    <variable id="${key}-variable" name="${key}"/>
    <informationRequirement id="requires-order">
      <requiredInput href="#input-order"/>
    </informationRequirement>
    <decisionTable id="${key}-table" hitPolicy="FIRST">
      <input id="input-1" label="">
        <inputExpression id="inputExpression-1"><text>order.area</text></inputExpression>
      </input>
      <output id="output-1" name="result"/>
      <rule id="rule-1">
        <inputEntry id="inputEntry-1"><text>-</text></inputEntry>
        <outputEntry id="outputEntry-1"><text>null</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`
}
