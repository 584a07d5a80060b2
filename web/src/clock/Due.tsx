import { useLanguage, useWords } from '@/words'
import { clocks } from '@/words/clocks'
import { spanText } from './spans'
import { useNow } from './useNow'

/** Below this much time left, a due time is shown as near. */
const NEAR_SECONDS = 15 * 60

interface DueProps {
  /** When the internal target ends; null: there is none, or it does not run. */
  target: string | null
  /** When the outward promise ends; null: there is none, or it does not run. */
  promise: string | null
  /** The due time is the task's own, and nobody's promise. */
  isOwn?: boolean
}

/** How long there is left until what is due next: the target first, then the promise. */
export function Due({ target, promise, isOwn = false }: DueProps) {
  const { language } = useLanguage()
  const words = useWords(clocks)
  const now = useNow()
  const seconds = (at: string | null) => (at === null ? null : Math.floor(Date.parse(at) / 1000) - now)
  const [toTarget, toPromise] = [seconds(target), seconds(promise)]
  const isTarget = toTarget !== null && (toTarget >= 0 || toPromise === null)
  const left = isTarget ? toTarget : toPromise
  if (left === null) return <span className="quiet">{words.noLimit}</span>
  const what = isTarget ? words.target : isOwn ? words.due : words.promise
  const state = left < 0 ? 'late' : left < NEAR_SECONDS ? 'near' : 'calm'
  const text = left < 0 ? words.over(spanText(left, language)) : words.left(spanText(left, language))
  return (
    <span className={`due due-${state} figures`} title={what}>
      {text}
    </span>
  )
}
