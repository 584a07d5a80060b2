import { queryOptions, useQuery } from '@tanstack/react-query'
import { useLanguage } from '@/words'
import { answered, api } from './client'
import type { Vocabulary, VocabularyWord } from './types'

/** The installation's words: they change with its operator profile only. */
export const vocabularyQuery = queryOptions({
  queryKey: ['vocabulary'],
  queryFn: () => answered(api.GET('/api/v1/vocabulary')),
  staleTime: Infinity,
})

type Kind = keyof Vocabulary

/** Returns the words of a kind, and how one of them is called; an unknown one is shown as it is. */
export function useVocabulary(kind: Kind): { words: VocabularyWord[]; name: (key: string | null) => string } {
  const { language } = useLanguage()
  const { data } = useQuery(vocabularyQuery)
  const words = data?.[kind] ?? []
  return {
    words,
    name: (key) => words.find((word) => word.key === key)?.[language] ?? key ?? '',
  }
}
