import { Button } from 'antd'
import { useLanguage } from '@/words'
import { useWays } from '../api/useWays'

/** Signing in by another house, where there is one. */
export function OtherHouse({ next }: { next: string }) {
  const { language } = useLanguage()
  const { data } = useWays()
  if (data === undefined || data.oidc === null) return null
  return (
    <Button block href={`/api/v1/session/oidc?back_to=${encodeURIComponent(next)}`}>
      {language === 'zh' ? data.oidc.name_zh : data.oidc.name_en}
    </Button>
  )
}
