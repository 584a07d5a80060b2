import { Button, Dropdown } from 'antd'
import { PhoneCall } from 'lucide-react'
import { useTell } from '@/ui/useTell'
import { useNamed, useWords } from '@/words'
import { demonstration } from '@/words/calls'
import { useDemonstration, useRing } from '../api/useDemonstration'

/** For demonstrations: lets a recorded call ring. */
export function RingButton() {
  const words = useWords(demonstration)
  const named = useNamed()
  const { done, failed } = useTell()
  const { data } = useDemonstration()
  const ring = useRing()
  if (!data?.enabled) return null
  const items = data.recordings.map((recording) => ({
    key: recording.key,
    label: named(recording),
    onClick: () => ring.mutate(recording.key, { onSuccess: () => done(words.rings), onError: failed }),
  }))
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items }}>
      <Button icon={<PhoneCall size={16} />} loading={ring.isPending} aria-label={words.ring}>
        <span className="ring-name">{words.ring}</span>
      </Button>
    </Dropdown>
  )
}
