import type { WidgetProps } from '@rjsf/utils'
import { Button, Input, Space } from 'antd'
import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '@/words'
import { forms } from '@/words/forms'

/** Five decimals are about a metre. */
const DECIMALS = 5
const PATIENCE_MS = 20_000

/** Where somebody is: latitude and longitude as the device says them, or typed where it cannot. */
export function Position({ id, value, onChange, disabled, readonly, schema }: WidgetProps) {
  const words = useWords(forms)
  const [isAsking, setAsking] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const ask = () => {
    setAsking(true)
    setFailed(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false)
        onChange(`${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`)
      },
      () => {
        setAsking(false)
        setFailed(true)
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS },
    )
  }
  return (
    <>
      <Space.Compact block>
        <Input
          id={id}
          value={(value as string | undefined) ?? ''}
          maxLength={schema.maxLength}
          placeholder={words.positionHint}
          disabled={disabled || readonly}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
        <Button icon={<LocateFixed size={16} />} loading={isAsking} disabled={disabled || readonly} onClick={ask}>
          {words.here}
        </Button>
      </Space.Compact>
      {hasFailed && (
        <span className="form-note" role="status">
          {words.nowhere}
        </span>
      )}
    </>
  )
}
