import type { Finding } from '@/api/types'
import type { Language } from '@/words'

/** What a finding says is wrong, and what to do; in English where it has no Chinese sentence. */
export function findingSentence(finding: Finding, language: Language): string {
  const zh = language === 'zh'
  const problem = (zh && finding.problem_zh) || finding.problem
  const remedy = (zh && finding.remedy_zh) || finding.remedy
  return [problem, remedy].filter(Boolean).join(' — ')
}

/** A finding as one line: where, what is wrong, what to do. */
export function findingText(finding: Finding, language: Language): string {
  const { file, line, element, name, field } = finding
  const where = [file && line ? `${file}:${line}` : file, element && name ? `${element} (${name})` : element, field]
  return [where.filter(Boolean).join(' '), findingSentence(finding, language)].filter((part) => part !== '').join(': ')
}
