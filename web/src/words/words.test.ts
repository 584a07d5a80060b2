import { expect, it } from 'vitest'
import type { Glossary } from './words'

const glossaries = import.meta.glob<Record<string, Glossary>>(['./*.ts', '!./*.test.ts', '!./{index,language,words}.ts'], {
  eager: true,
})
const CHINESE = /[㐀-鿿]/

const words = Object.entries(glossaries).flatMap(([file, parts]) =>
  Object.entries(parts).flatMap(([part, glossary]) =>
    Object.entries(glossary).map(([name, pair]) => ({ where: `${file} ${part}.${name}`, pair })),
  ),
)

function sample(word: unknown): string {
  return typeof word === 'function' ? (word as (...given: string[]) => string)('1', '2') : String(word)
}

it('has words', () => {
  expect(words.length).toBeGreaterThan(200)
})

it('is Chinese in Chinese and English in English', () => {
  const wrong = words.filter(({ where, pair }) => {
    const [zh = '', en = ''] = pair.map(sample)
    const isOfBoth = /language$|wholeName$/.test(where)
    return !isOfBoth && (CHINESE.test(en) || !(CHINESE.test(zh) || /^\D?\d/.test(zh)))
  })
  expect(wrong.map(({ where }) => where)).toEqual([])
})
