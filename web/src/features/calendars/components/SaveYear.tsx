import { Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { CalendarPut, PutCalendarBody } from '@/api/types'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'
import { usePutYear } from '../api/useCalendars'
import type { Shown } from './shown'

interface SaveYearProps {
  page: Shown
  body: PutCalendarBody
  onClose: () => void
  onStored: () => void
}

/** Shows what a year would change, and stores it. */
export function SaveYear({ page, body, onClose, onStored }: SaveYearProps) {
  const words = useWords(calendars)
  const { done } = useTell()
  const put = usePutYear(page.calendar, page.year, page.revision)
  const [effect, setEffect] = useState<CalendarPut>()
  const [reason, setReason] = useState('')
  const { mutate } = put
  // The dialogue opens with the dry run of what stood in the form; the form lies behind it.
  useEffect(() => mutate({ ...body, dry_run: true }, { onSuccess: setEffect }), []) // eslint-disable-line react-hooks/exhaustive-deps
  const store = () =>
    mutate(
      { ...body, ...(reason.trim() !== '' && { reason: reason.trim() }) },
      { onSuccess: () => (done(words.stored), onClose(), onStored()) },
    )
  const told = (day: CalendarPut['changes'][number]['after'] | null) =>
    day === null
      ? words.unknown
      : [day.working ? words.worked : words.off, day.name, ...(day.hours ?? [])].filter((part) => part !== null).join(' ')
  return (
    <Modal
      open
      title={words.differences(page.calendar, page.year)}
      okText={words.store}
      okButtonProps={{ disabled: effect === undefined }}
      confirmLoading={put.isPending}
      onCancel={onClose}
      onOk={store}
    >
      {put.isError && <ProblemNote problem={put.error} />}
      {effect !== undefined && (
        <div role="status">
          <p>{words.counted(effect.changes.length, effect.running_clocks)}</p>
          {effect.calendars.length > 1 && <p>{words.together(effect.calendars.join(' '))}</p>}
          <ul style={{ maxHeight: 280, overflow: 'auto' }} tabIndex={0} aria-label={words.changes}>
            {effect.changes.map((one) => (
              <li key={one.date}>
                <span className="figures">{one.date}</span> {told(one.before)} → {told(one.after)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Input aria-label={words.reason} placeholder={words.reason} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  )
}
