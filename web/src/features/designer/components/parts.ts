import type { Surroundings } from '../properties/element'
import type { Files } from '../workspace/Workspace'
import type { Part } from './tabs'

const FORM = /^forms\/([^/]+)\.json$/
const RULES = /^rules\/.+\.dmn$/
const SCENARIOS = /^scenarios\/.+\.ya?ml$/

/** Returns the path of the diagram: that of package.yaml, else the first there is. */
export function diagramPath(files: Files): string | undefined {
  const named = /^diagram:\s*["']?([^"'\s#]+)/m.exec(files['package.yaml'] ?? '')?.[1]
  if (named !== undefined && files[named] !== undefined) return named
  return Object.keys(files).find((path) => path.endsWith('.bpmn'))
}

export function formsOf(files: Files): string[] {
  return Object.keys(files).filter((path) => FORM.test(path)).sort()
}

export function rulesOf(files: Files): string[] {
  return Object.keys(files).filter((path) => RULES.test(path)).sort()
}

export function scenariosOf(files: Files): string[] {
  return Object.keys(files).filter((path) => SCENARIOS.test(path)).sort()
}

/** Returns the part of the workbench that edits a file other than the diagram. */
export function partOf(path: string): Part {
  if (FORM.test(path)) return 'forms'
  if (RULES.test(path)) return 'rules'
  return SCENARIOS.test(path) ? 'scenarios' : 'files'
}

function decisionsOf(text: string): string[] {
  const document = new DOMParser().parseFromString(text, 'application/xml')
  return [...document.getElementsByTagNameNS('*', 'decision')].map((one) => one.getAttribute('id') ?? '').filter(Boolean)
}

function processesOf(text: string): { id: string; name: string }[] {
  const document = new DOMParser().parseFromString(text, 'application/xml')
  return [...document.getElementsByTagNameNS('http://www.omg.org/spec/BPMN/20100524/MODEL', 'process')].map((one) => ({
    id: one.getAttribute('id') ?? '',
    name: one.getAttribute('name') ?? '',
  }))
}

/** Returns what the panel needs to know of a draft's other files. */
export function surroundingsOf(files: Files, openForm: (key: string) => void): Surroundings {
  const path = diagramPath(files)
  const called = /^calls:\s*\[([^\]]*)\]/m.exec(files['package.yaml'] ?? '')?.[1] ?? ''
  const beside = called.split(',').map((one) => one.trim()).filter(Boolean)
  return {
    forms: formsOf(files).map((one) => FORM.exec(one)![1]!),
    decisions: rulesOf(files).flatMap((one) => decisionsOf(files[one] ?? '')),
    callable: [
      ...processesOf(path === undefined ? '' : (files[path] ?? '')),
      ...beside.map((key) => ({ id: key, name: '' })),
    ],
    openForm,
  }
}
