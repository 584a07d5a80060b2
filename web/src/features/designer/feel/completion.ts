/** Something that an expression can name. */
export interface Named {
  /** As it is written. */
  name: string
  /** What it is, in a word or two. */
  about: string
  isFunction?: boolean
}

const MOST = 12
/** What is being typed at the end of a text: a name, with dots inside. */
const TYPED = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]*)*$/u
const IN_TEXT = /"(?:[^"\\]|\\.)*$/

/** Returns the name that is being typed before the caret; empty: none. */
export function typedName(before: string): string {
  const open = before.replace(/"(?:[^"\\]|\\.)*"/g, '')
  if (IN_TEXT.test(open)) return ''
  return TYPED.exec(before)?.[0] ?? ''
}

/** Returns what could be meant: names that begin so first, then those of which a word begins so. */
export function offers(all: readonly Named[], typed: string): Named[] {
  if (typed === '') return []
  const wanted = typed.toLowerCase()
  const rank = ({ name }: Named): number => {
    const known = name.toLowerCase()
    if (known === wanted) return -1
    if (known.startsWith(wanted)) return 0
    return known.split(/[ ._]/).some((word) => word.startsWith(wanted)) ? 1 : -1
  }
  return all
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.one.name.length - b.one.name.length)
    .slice(0, MOST)
    .map(({ one }) => one)
}

/** Puts a name in place of what was typed; returns the text and where the caret stands then. */
export function completed(text: string, caret: number, chosen: Named): { text: string; caret: number } {
  const before = text.slice(0, caret)
  const start = caret - typedName(before).length
  const written = chosen.isFunction ? `${chosen.name}()` : chosen.name
  const after = start + written.length - (chosen.isFunction ? 1 : 0)
  return { text: text.slice(0, start) + written + text.slice(caret), caret: after }
}
