import { useQuery } from '@tanstack/react-query'
import { vocabularyQuery } from '@/api/vocabulary'
import { useLanguage } from '@/words'
import { conditionWords, type Conditions } from './conditions'

/** Returns how conditions are read by people: facts and values by their names. */
export function useConditionWords(): (when: Conditions | undefined) => string {
  const { language } = useLanguage()
  const { data } = useQuery(vocabularyQuery)
  return (when) => conditionWords(when, data?.facts ?? [], language)
}
