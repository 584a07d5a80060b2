import type { OrderForms } from '@/api/types'
import { spoken, type Language } from '@/words'
import { common } from '@/words/common'

type Part = Record<string, unknown>

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an order's values are called, and how they are written. */
export interface Naming {
  name: (field: string) => string
  text: (field: string, value: unknown) => string
}

function titleOf(part: Part | undefined, language: Language): string | undefined {
  const title = part?.[language === 'en' ? 'x-en' : 'title'] ?? part?.['title']
  return typeof title === 'string' ? title : undefined
}

/** Returns the naming that the forms of an order give; without them values are shown as they are. */
export function namingOf(forms: OrderForms | undefined, language: Language): Naming {
  const parts = new Map<string, Part>()
  for (const { form } of forms?.forms ?? []) {
    if (!isPart(form['properties'])) continue
    for (const [field, part] of Object.entries(form['properties'])) {
      if (isPart(part) && !parts.has(field)) parts.set(field, part)
    }
  }
  const labels = new Map((forms?.choices ?? []).map(({ source, value, label }) => [`${source} ${value}`, label]))

  const write = (part: Part | undefined, value: unknown): string => {
    if (value === null || value === undefined) return ''
    if (typeof value === 'boolean') return spoken(common, language)[value ? 'yes' : 'no']
    if (Array.isArray(value)) {
      const items = isPart(part?.['items']) ? part['items'] : undefined
      return value.map((one) => write(items, one)).join(language === 'zh' ? '；' : '; ')
    }
    if (isPart(value)) {
      const inner = isPart(part?.['properties']) ? (part['properties'] as Record<string, Part>) : {}
      return Object.entries(value)
        .map(([field, one]) => `${titleOf(inner[field], language) ?? field} ${write(inner[field], one)}`)
        .join(language === 'zh' ? '，' : ', ')
    }
    const plain = typeof value === 'string' ? value : JSON.stringify(value)
    const choices = part?.['oneOf']
    const choice = Array.isArray(choices) ? (choices as Part[]).find((one) => one['const'] === value) : undefined
    const known = labels.get(`${String(part?.['x-source'])} ${plain}`)
    return titleOf(choice, language) ?? known ?? plain
  }

  return {
    name: (field) => titleOf(parts.get(field), language) ?? field,
    text: (field, value) => write(parts.get(field), value),
  }
}
