import type { FormInstance } from 'antd'
import { useState } from 'react'
import { Problem } from '@/api/problem'
import { useLanguage } from '@/words'
import { findingSentence } from './findingText'

interface FieldFindings {
  /** Puts what was found wrong at the fields that it names; for a command's `onError`. */
  place: (problem: unknown) => void
  /** What has no field in the form, to be told beside it; null: all of it stands at its field. */
  rest: unknown
}

/** Lets what the API finds wrong stand at the fields of a form. `fieldOf`: the form's names of the API's fields. */
export function useFieldFindings<T>(
  form: FormInstance<T>,
  fieldOf: Partial<Record<string, keyof T & string>>,
): FieldFindings {
  const { language } = useLanguage()
  const [rest, setRest] = useState<unknown>(null)
  const place = (problem: unknown) => {
    const findings = problem instanceof Problem ? (problem.detail.findings ?? []) : []
    const wrong = new Map<keyof T & string, string[]>()
    for (const finding of findings) {
      const field = fieldOf[finding.field ?? '']
      if (field !== undefined) wrong.set(field, [...(wrong.get(field) ?? []), findingSentence(finding, language)])
    }
    // antd's names are paths, which it cannot infer of a form that is not known here.
    form.setFields([...wrong].map(([name, errors]) => ({ name: name as never, errors })))
    const placed = [...wrong.values()].flat().length
    setRest(findings.length > 0 && placed === findings.length ? null : problem)
  }
  return { place, rest }
}
