/**
 * Words of the interface, in both languages side by side: `[Chinese, English]`.
 *
 * A file of this folder holds the words of one part. The type makes sure that none lacks a language.
 */
export type Word = readonly [string, string]
type Phrase<A extends never[]> = readonly [(...given: A) => string, (...given: A) => string]
export type Glossary = Record<string, Word | Phrase<never[]>>

/** The same words in one language: a string, or a function that makes one. */
export type Spoken<G extends Glossary> = { readonly [K in keyof G]: G[K][0] extends string ? string : G[K][0] }

export type Language = 'zh' | 'en'

const known: Record<Language, WeakMap<Glossary, unknown>> = { zh: new WeakMap(), en: new WeakMap() }

/** Returns a glossary in one language. */
export function spoken<G extends Glossary>(glossary: G, language: Language): Spoken<G> {
  const cached = known[language].get(glossary)
  if (cached !== undefined) return cached as Spoken<G>
  const place = language === 'zh' ? 0 : 1
  const made = Object.fromEntries(Object.entries(glossary).map(([name, pair]) => [name, pair[place]]))
  known[language].set(glossary, made)
  return made as Spoken<G>
}
