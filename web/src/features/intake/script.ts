import type { Language } from '@/words'

/** A line that the agent says. `field` is the field that it asks for; null: it opens or ends the talk. */
export interface Line {
  field: string | null
  title: string
  text: string
  /** What is chosen, when it is said of a choice. */
  isOfChoice: boolean
  /** The field has its value. */
  isDone: boolean
}

type Part = Record<string, unknown>

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A word of a form: Chinese under its name, English under `x-en…`. */
function worded(part: Part, chinese: string, english: string, language: Language): string {
  const text = (language === 'en' ? part[english] : undefined) ?? part[chinese]
  return typeof text === 'string' ? text : ''
}

/**
 * Returns what the agent says beside a form, in the form's order: what opens the talk, what asks for each field,
 * what is said of what was chosen, what ends it. Empty: the package brings no script.
 */
export function scriptOf(form: Part, values: Part, language: Language): Line[] {
  const said = (part: Part, of: Omit<Line, 'text'>): Line[] => {
    const text = worded(part, 'x-say', 'x-en-say', language)
    return text === '' ? [] : [{ ...of, text }]
  }
  const around = { field: null, title: '', isOfChoice: false, isDone: false }
  const fields = isPart(form['properties']) ? Object.entries(form['properties']) : []
  const last = worded(form, 'x-say-last', 'x-en-say-last', language)
  return [
    ...said(form, around),
    ...fields.flatMap(([field, part]) => {
      if (!isPart(part)) return []
      const value = values[field]
      const isDone = value !== undefined && value !== null && value !== ''
      const title = worded(part, 'title', 'x-en', language)
      const choices = Array.isArray(part['oneOf']) ? part['oneOf'].filter(isPart) : []
      const chosen = choices.filter((one) => isDone && one['const'] === value)
      return [
        ...said(part, { field, title, isOfChoice: false, isDone }),
        ...chosen.flatMap((one) =>
          said(one, { field, title: worded(one, 'title', 'x-en', language), isOfChoice: true, isDone: false }),
        ),
      ]
    }),
    ...(last === '' ? [] : [{ ...around, text: last }]),
  ]
}
