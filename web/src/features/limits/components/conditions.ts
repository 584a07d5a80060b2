import type { Vocabulary } from '@/api/types'
import type { Language } from '@/words'

/** For which orders a line of a rule is: the values that each fact may have. */
export type Conditions = Record<string, string | string[]>

/** Returns conditions as they are typed: `area=urban,rural; customer_class=important`; nothing: always. */
export function conditionText(when: Conditions | undefined): string {
  return Object.entries(when ?? {})
    .map(([fact, values]) => `${fact}=${[values].flat().join(',')}`)
    .join('; ')
}

/** Returns conditions as people read them: `区域：城区、农村；客户重要性：重要客户`; an unknown word stays as it is. */
export function conditionWords(when: Conditions | undefined, facts: Vocabulary['facts'], language: Language): string {
  const [colon, and, or] = language === 'zh' ? ['：', '；', '、'] : [': ', '; ', ' or ']
  return Object.entries(when ?? {})
    .map(([key, values]) => {
      const fact = facts.find((one) => one.key === key)
      const named = [values].flat().map((value) => fact?.values.find((one) => one.key === value)?.[language] ?? value)
      return `${fact?.[language] ?? key}${colon}${named.join(or)}`
    })
    .join(and)
}

/** Reads what was typed; undefined: always. Null: it cannot be read. */
export function readConditions(text: string): Conditions | undefined | null {
  const parts = text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return undefined
  const found: Conditions = {}
  for (const part of parts) {
    const [, fact, values] = /^([a-z_]+)\s*=\s*(.+)$/.exec(part) ?? []
    if (fact === undefined || values === undefined || fact in found) return null
    const all = values.split(/[,，]/).map((value) => value.trim())
    if (all.some((value) => !/^[a-z0-9-]+$/.test(value))) return null
    found[fact] = all.length === 1 ? all[0]! : all
  }
  return found
}
