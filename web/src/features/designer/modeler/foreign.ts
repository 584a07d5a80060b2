import type { Foreign, Moddle, ModdleFactory } from './types'

/** Namespaces whose attributes and elements packages carry. */
export const NAMESPACES = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  huan: 'urn:huan:bpmn:1',
} as const

/** Returns the elements of other namespaces that an element carries. */
export function foreignOf(element: Moddle): Foreign[] {
  const extensions = element.get('extensionElements') as Moddle | undefined
  return (extensions?.get('values') as Foreign[] | undefined) ?? []
}

/** Returns the foreign elements of a kind, such as `camunda:in`. */
export function foreignOfType(element: Moddle, type: string): Foreign[] {
  return foreignOf(element).filter((one) => one.$type === type)
}

/** Returns the attributes of a foreign element. */
export function attributesOf(element: Foreign): Record<string, string> {
  const attributes = Object.entries(element).filter(([name]) => !name.startsWith('$'))
  return Object.fromEntries(attributes.map(([name, value]) => [name, String(value)]))
}

/** Makes a foreign element. */
export function makeForeign(
  factory: ModdleFactory,
  type: string,
  attributes: Record<string, string | undefined>,
  inside: { body?: string; children?: Foreign[] } = {},
): Foreign {
  const prefix = type.split(':')[0] as keyof typeof NAMESPACES
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const properties: Record<string, unknown> = Object.fromEntries(given)
  if (inside.body !== undefined) properties['$body'] = inside.body
  if (inside.children !== undefined) properties['$children'] = inside.children
  return factory.createAny(type, NAMESPACES[prefix], properties)
}

/** Copies a foreign element with all that is in it. */
export function copyForeign(factory: ModdleFactory, element: Foreign): Foreign {
  return makeForeign(factory, element.$type, attributesOf(element), {
    body: element.$body,
    children: element.$children?.map((child) => copyForeign(factory, child)),
  })
}
