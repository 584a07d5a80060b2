import { Button } from 'antd'
import { X } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { useNames } from '@/ui/names'
import { useLanguage, useWords } from '@/words'
import { callBar, verbs } from '@/words/callBar'
import { common } from '@/words/common'
import { useControl } from '../api/useControls'

/** How long it is told that something was done; what was not stays until it is closed. */
const DONE_MS = 4000

/** What became of a control, as the exchange tells it. */
export function Outcome({ controlId, onGone }: { controlId: string; onGone: () => void }) {
  const words = useWords(callBar)
  const shared = useWords(common)
  const verbName = useNames(verbs)
  const { language } = useLanguage()
  const { data: control } = useControl(controlId)
  const isDone = control?.status === 'done'
  const gone = useEffectEvent(onGone)
  useEffect(() => {
    if (!isDone) return undefined
    const timer = setTimeout(() => gone(), DONE_MS)
    return () => clearTimeout(timer)
  }, [isDone])
  const isWrong = control !== undefined && ['refused', 'failed', 'unknown'].includes(control.status)
  return (
    <div className={isWrong ? 'call-bar-outcome call-bar-wrong' : 'call-bar-outcome'} role="status">
      {control !== undefined && (
        <>
          <span>
            {words.outcome(
              [verbName(control.verb), control.reached].filter(Boolean).join(' '),
              language === 'zh' ? control.told_zh : control.told,
            )}
          </span>
          {isWrong && (
            <Button type="text" size="small" icon={<X size={14} aria-hidden />} aria-label={shared.close} onClick={onGone} />
          )}
        </>
      )}
    </div>
  )
}
