// Opens and saves diagrams with the model library of bpmn.io's modelers, as a stock modeler does.
// usage: node round_trip.mjs WEB_FOLDER < [{"xml": …, "set": {element: {attribute: value}}}] > [xml, …]
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const { BpmnModdle } = await import(pathToFileURL(join(process.argv[2], 'node_modules/bpmn-moddle/dist/index.js')))
const moddle = new BpmnModdle()
const saved = []
for (const { xml, set } of JSON.parse(readFileSync(0, 'utf8'))) {
  const { rootElement, elementsById, warnings } = await moddle.fromXML(xml)
  if (warnings.length > 0) throw new Error(warnings.map(({ message }) => message).join('; '))
  for (const [id, attributes] of Object.entries(set)) {
    for (const [name, value] of Object.entries(attributes)) elementsById[id].set(name, value)
  }
  saved.push((await moddle.toXML(rootElement, { format: true })).xml)
}
process.stdout.write(JSON.stringify(saved))
