import { useZone } from '@/api/session'
import { useLanguage } from '@/words'
import { exactMoment, momentText } from './moments'
import { useNow } from './useNow'

/** A moment in the person's time zone; exact when pointed at. */
export function Moment({ at, exact = false }: { at: string; exact?: boolean }) {
  const { language } = useLanguage()
  const zone = useZone()
  const now = useNow()
  const whole = exactMoment(at, language, zone)
  return (
    <time dateTime={at} title={whole} className="figures">
      {exact ? whole : momentText(at, now * 1000, language, zone)}
    </time>
  )
}
