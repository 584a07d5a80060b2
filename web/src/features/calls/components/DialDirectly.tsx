import { Button } from 'antd'
import { PhoneOutgoing } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { useTell } from '@/ui/useTell'
import { useDial, type Dialled } from '../api/useControls'
import { Outcome } from './Outcome'

/** Has a customer dialled, by number or as whoever told an order: who dials then need not know the number. */
export function DialDirectly({ what, name }: { what: Dialled; name: string }) {
  const may = useMay()
  const dial = useDial()
  const { failed } = useTell()
  const [control, setControl] = useState<string>()
  if (!may('dial')) return null
  return (
    <>
      <Button
        icon={<PhoneOutgoing size={16} aria-hidden />}
        loading={dial.isPending}
        onClick={() => dial.mutate(what, { onSuccess: ({ id }) => setControl(id), onError: failed })}
      >
        {name}
      </Button>
      {control !== undefined && <Outcome key={control} controlId={control} onGone={() => setControl(undefined)} />}
    </>
  )
}
