import { createContext, useContext } from 'react'
import { spoken, type Glossary, type Language, type Spoken } from './words'

interface Chosen {
  language: Language
  choose: (language: Language) => void
}

export const LanguageContext = createContext<Chosen>({ language: 'zh', choose: () => undefined })

/** The language of the interface, and how it is changed. */
export function useLanguage(): Chosen {
  return useContext(LanguageContext)
}

/** Returns a glossary in the language of the interface. */
export function useWords<G extends Glossary>(glossary: G): Spoken<G> {
  return spoken(glossary, useLanguage().language)
}

/** Picks the name of something that has one in each language. */
export function useNamed(): (thing: { name_zh: string; name_en: string }) => string {
  const { language } = useLanguage()
  return (thing) => (language === 'zh' ? thing.name_zh : thing.name_en)
}
