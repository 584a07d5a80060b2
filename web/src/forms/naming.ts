import type { OrderForms } from '@/api/types'
import { spoken, type Language } from '@/words'
import { common } from '@/words/common'
import { orderColumns } from '@/words/orders'

type Part = Record<string, unknown>

/**
 * What an order's values are called, and how they are written. Several forms may have a field of one name:
 * `element` says at which element a value was filled in; left out: any of them.
 */
export interface Naming {
  name: (field: string, element?: string | null) => string
  text: (field: string, value: unknown, element?: string | null) => string
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function titleOf(part: Part | undefined, language: Language): string | undefined {
  const title = part?.[language === 'en' ? 'x-en' : 'title'] ?? part?.['title']
  return typeof title === 'string' ? title : undefined
}

/** Returns the naming that the forms of an order give; without them values are shown as they are. */
export function namingOf(forms: OrderForms | undefined, language: Language): Naming {
  const columns: Record<string, string> = spoken(orderColumns, language)
  const labels = new Map((forms?.choices ?? []).map(({ source, value, label }) => [`${source} ${value}`, label]))

  /** The descriptions of a field, that of the element's own form first. */
  const partsOf = (field: string, element?: string | null): Part[] => {
    const all = (forms?.forms ?? []).map((one) => ({
      isOwn: element !== undefined && element !== null && one.elements.includes(element),
      part: isPart(one.form['properties']) ? one.form['properties'][field] : undefined,
    }))
    return [...all.filter(({ isOwn }) => isOwn), ...all.filter(({ isOwn }) => !isOwn)]
      .map(({ part }) => part)
      .filter(isPart)
  }

  const labelOf = (parts: readonly Part[], plain: string): string | undefined => {
    for (const part of parts) {
      const choices = Array.isArray(part['oneOf']) ? (part['oneOf'] as Part[]) : []
      const choice = choices.find((one) => one['const'] === plain)
      const label = titleOf(choice, language) ?? labels.get(`${String(part['x-source'])} ${plain}`)
      if (label !== undefined) return label
    }
    return undefined
  }

  const write = (parts: readonly Part[], value: unknown): string => {
    if (value === null || value === undefined) return ''
    if (typeof value === 'boolean') return spoken(common, language)[value ? 'yes' : 'no']
    if (Array.isArray(value)) {
      const items = parts.map((part) => part['items']).filter(isPart)
      return value.map((one) => write(items, one)).join(language === 'zh' ? '；' : '; ')
    }
    if (isPart(value)) {
      const inner = (field: string) =>
        parts.map((part) => (isPart(part['properties']) ? part['properties'][field] : undefined)).filter(isPart)
      return Object.entries(value)
        .map(([field, one]) => `${titleOf(inner(field)[0], language) ?? field} ${write(inner(field), one)}`)
        .join(language === 'zh' ? '，' : ', ')
    }
    const plain = typeof value === 'string' ? value : JSON.stringify(value)
    return labelOf(parts, plain) ?? plain
  }

  return {
    name: (field, element) => titleOf(partsOf(field, element)[0], language) ?? columns[field] ?? field,
    text: (field, value, element) => write(partsOf(field, element), value),
  }
}
