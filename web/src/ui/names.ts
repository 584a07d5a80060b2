import { useWords, type Glossary } from '@/words'

/** Returns a function that names words of data; one that the glossary lacks is shown as it is. */
export function useNames(glossary: Glossary): (key: string | null) => string {
  const words = useWords(glossary) as Record<string, unknown>
  return (key) => {
    if (key === null) return ''
    const word = words[key]
    return typeof word === 'string' ? word : key
  }
}
