import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { LanguageContext } from './language'
import type { Language } from './words'

const KEPT = 'huan.language'

function first(): Language {
  const kept = localStorage.getItem(KEPT)
  return kept === 'en' || kept === 'zh' ? kept : 'zh'
}

/** Gives the language to everything below: Chinese, unless this browser has chosen English. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(first)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const value = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        localStorage.setItem(KEPT, chosen)
        setLanguage(chosen)
      },
    }),
    [language],
  )
  return <LanguageContext value={value}>{children}</LanguageContext>
}
