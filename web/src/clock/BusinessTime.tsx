import { useZone } from '@/api/session'
import { useLanguage } from '@/words'
import { exactMoment } from './moments'
import { useNow } from './useNow'

/** Business time now, to the second. */
export function BusinessTime() {
  const { language } = useLanguage()
  const zone = useZone()
  const now = new Date(useNow() * 1000).toISOString()
  return (
    <time className="figures" dateTime={now}>
      {exactMoment(now, language, zone)}
    </time>
  )
}
