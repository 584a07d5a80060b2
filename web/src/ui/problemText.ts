import { Problem } from '@/api/problem'
import { useZone } from '@/api/session'
import { exactMoment } from '@/clock/moments'
import { useLanguage, useWords } from '@/words'
import { findingText } from './findingText'
import { problems } from '@/words/problems'

interface Told {
  title: string
  /** What the API says beyond the title; empty: nothing. */
  detail: string
  findings: string[]
}

/** Returns a function that puts a problem into words. */
export function useProblemText(): (problem: unknown) => Told {
  const words = useWords(problems)
  const { language } = useLanguage()
  const zone = useZone()
  return (problem) => {
    if (typeof problem === 'string') return { title: problem, detail: '', findings: [] }
    if (!(problem instanceof Problem)) return { title: words.other, detail: String(problem), findings: [] }
    const { code, detail, detail_zh, findings, person, at, error_id, retry_after } = problem.detail
    const known = (words as Record<string, unknown>)[code]
    const title = typeof known === 'string' ? known : words.other
    return {
      title: person && at ? words.heldBy(person, exactMoment(at, language, zone)) : title,
      detail: [
        code === 'offline' ? '' : language === 'zh' ? detail_zh : detail,
        error_id ? words.errorId(error_id) : '',
        retry_after !== undefined && code === 'locked-out' ? words.again(Math.ceil(retry_after / 60)) : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
      findings: (findings ?? []).map((finding) => findingText(finding, language)),
    }
  }
}
