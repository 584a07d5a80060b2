import type { Editor } from './Editor'
import { copyForeign, foreignOf, makeForeign } from './foreign'
import { othersThan, parameterType, parametersOf, rootsOf, type Mapping, type Parameter, type Time, type Way } from './reading'
import type { Step } from './several'
import type { Drawn, Foreign, Moddle } from './types'

/** What the panel changes: each of these is one command, undone as a whole. */

const NONE = undefined

function properties(element: Drawn, moddle: Moddle, changed: Record<string, unknown>): Step {
  return moddle === element.businessObject
    ? { command: 'element.updateProperties', context: { element, properties: changed } }
    : { command: 'element.updateModdleProperties', context: { element, moddleElement: moddle, properties: changed } }
}

/** Sets attributes; an empty text takes one away. */
export function setAttributes(editor: Editor, element: Drawn, moddle: Moddle, texts: Record<string, string>): void {
  const changed = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text === '' ? NONE : text]))
  editor.together([properties(element, moddle, changed)])
}

/** Sets values that are no text: a flag, a number, a reference. */
export function setValues(editor: Editor, element: Drawn, moddle: Moddle, values: Record<string, unknown>): void {
  editor.together([properties(element, moddle, values)])
}

function make(editor: Editor, parent: Moddle, type: string, values: Record<string, unknown>): Moddle {
  const made = editor.factory.create(type, values)
  made.$parent = parent
  return made
}

export function setDocumentation(editor: Editor, element: Drawn, moddle: Moddle, text: string): void {
  const documentation = text === '' ? [] : [make(editor, moddle, 'bpmn:Documentation', { text })]
  editor.together([properties(element, moddle, { documentation })])
}

/** Sets an expression that an element holds; an empty text takes it away. */
export function setExpression(editor: Editor, element: Drawn, moddle: Moddle, name: string, text: string): void {
  const expression = text === '' ? NONE : make(editor, moddle, 'bpmn:FormalExpression', { body: text })
  editor.together([properties(element, moddle, { [name]: expression })])
}

/** Says when a timer fires. */
export function setTime(editor: Editor, element: Drawn, event: Moddle, kind: Time, text: string): void {
  const expression = make(editor, event, 'bpmn:FormalExpression', { body: text })
  editor.together([
    properties(element, event, { timeDuration: NONE, timeDate: NONE, timeCycle: NONE, [kind]: expression }),
  ])
}

function foreign(editor: Editor, element: Drawn, moddle: Moddle, values: Foreign[]): Step {
  const extensionElements =
    values.length === 0 ? NONE : make(editor, moddle, 'bpmn:ExtensionElements', { values })
  return properties(element, moddle, { extensionElements })
}

function inputOutput(editor: Editor, element: Drawn, moddle: Moddle, way: Way, parameters: readonly Parameter[]): Step {
  const before = foreignOf(moddle).find((one) => one.$type === 'camunda:inputOutput')
  const kept = before?.$children ?? []
  const written = parameters.map((parameter) => {
    const old = kept.find((child) => child.$type === parameterType(way) && child['name'] === parameter.name)
    if (parameter.isForeign && old !== undefined) return copyForeign(editor.moddle, old)
    return makeForeign(editor.moddle, parameterType(way), { name: parameter.name }, { body: parameter.text })
  })
  const others = kept.filter((child) => child.$type !== parameterType(way))
  const children = way === 'input' ? [...written, ...others] : [...others, ...written]
  const whole =
    children.length === 0 ? [] : [makeForeign(editor.moddle, 'camunda:inputOutput', {}, { children })]
  return foreign(editor, element, moddle, [...othersThan(moddle, 'camunda:inputOutput'), ...whole])
}

/** Sets what an element takes or gives. Scripts, lists and maps of other tools stay as they are. */
export function setParameters(editor: Editor, element: Drawn, moddle: Moddle, way: Way, parameters: readonly Parameter[]): void {
  editor.together([inputOutput(editor, element, moddle, way, parameters)])
}

/** Sets the topic of a service task, with the inputs that the operation takes. */
export function setTopic(editor: Editor, element: Drawn, moddle: Moddle, topic: string, inputs: readonly string[]): void {
  const known = parametersOf(moddle, 'input')
  const missing = inputs.filter((name) => !known.some((one) => one.name === name))
  const chosen = topic === '' ? NONE : topic
  const all = [...known, ...missing.map((name) => ({ name, text: '', isForeign: false }))]
  editor.together([
    properties(element, moddle, { 'camunda:type': chosen && 'external', 'camunda:topic': chosen }),
    ...(missing.length > 0 ? [inputOutput(editor, element, moddle, 'input', all)] : []),
  ])
}

/** Sets what a call passes (`in`) or takes back (`out`). */
export function setMappings(editor: Editor, element: Drawn, moddle: Moddle, way: 'in' | 'out', mappings: readonly Mapping[]): void {
  const type = `camunda:${way}`
  const written = mappings.map(({ from, how, target }) =>
    makeForeign(
      editor.moddle,
      type,
      how === 'variables' ? { variables: from === '' ? 'all' : from } : { [how]: from, target },
    ),
  )
  const keys = foreignOf(moddle).filter((one) => one.$type === type && one['businessKey'] !== undefined)
  const others = othersThan(moddle, type)
  const values = way === 'in' ? [...keys, ...written, ...others] : [...others, ...keys, ...written]
  editor.together([foreign(editor, element, moddle, values)])
}

/** Lets an event refer to a message, signal, error or escalation of the file; `null`: to none. */
export function setReference(editor: Editor, element: Drawn, event: Moddle, name: string, to: Moddle | null): void {
  editor.together([properties(element, event, { [name]: to ?? NONE })])
}

/** Adds a message, signal, error or escalation to the file, and lets the event refer to it. */
export function addRoot(editor: Editor, element: Drawn, event: Moddle, name: string, type: string, values: Record<string, unknown>): void {
  const { definitions } = editor
  const root = make(editor, definitions, type, values)
  const all = (definitions.get('rootElements') as Moddle[] | undefined) ?? []
  // Before the processes that refer to it, where readers look for it.
  const place = rootsOf(definitions, 'bpmn:Process')[0]
  const at = place === undefined ? all.length : all.indexOf(place)
  const rootElements = [...all.slice(0, at), root, ...all.slice(at)]
  editor.together([properties(element, definitions, { rootElements }), properties(element, event, { [name]: root })])
}

/** Deletes elements with what hangs on them. */
export function remove(editor: Editor, element: Drawn): void {
  editor.modeling.removeElements([element])
}
