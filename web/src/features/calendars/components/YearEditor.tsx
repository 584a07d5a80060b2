import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { PutCalendarBody } from '@/api/types'
import { useWords } from '@/words'
import { calendars } from '@/words/calendars'
import './calendars.css'
import { daysOf, pausesOf, toggled, type Days } from './days'
import { MonthGrid } from './MonthGrid'
import { SaveYear } from './SaveYear'
import type { Shown } from './shown'

interface YearEditorProps {
  page: Shown
  onStored: () => void
}

/** A year: months to turn days over, hours with lunch, source; it is stored after its differences were seen. */
export function YearEditor({ page, onStored }: YearEditorProps) {
  const words = useWords(calendars)
  const beneath = daysOf(page.days, false)
  const [own, setOwn] = useState<Days>(() => daysOf(page.days, true))
  const [hours, setHours] = useState(page.business_hours)
  const [source, setSource] = useState(page.source)
  const [provisional, setProvisional] = useState(page.provisional)
  const [dayName, setDayName] = useState('')
  const [isSaving, setSaving] = useState(false)
  const turn = (date: string) =>
    setOwn(toggled(date, own, beneath, { off: dayName || words.off, makeUp: dayName || words.makeUp }))
  const lunch = pausesOf(hours.length > 0 ? hours : page.counted_hours)
  const body: PutCalendarBody = {
    zone: page.zone,
    ...(page.extends !== null && { extends: page.extends }),
    provisional,
    source,
    business_hours: hours,
    days: Object.entries(own).map(([date, day]) => ({ date, ...day })),
  }
  return (
    <section className="panel padded" aria-label={`${page.calendar} ${page.year}`}>
      <Form layout="vertical" disabled={!page.may_change}>
        {!page.may_change && <p className="quiet">{words.mayNot}</p>}
        <Form.Item label={words.source}>
          <Input aria-label={words.source} value={source} maxLength={500} onChange={(event) => setSource(event.target.value)} />
        </Form.Item>
        <Form.Item
          label={words.hours}
          extra={hours.length === 0 ? words.noHours(page.counted_hours.join(' ')) : lunch.length > 0 && words.lunch(lunch.join(' '))}
        >
          <Select
            mode="tags"
            aria-label={words.hours}
            open={false}
            suffixIcon={null}
            value={hours}
            placeholder="08:30-12:00"
            tokenSeparators={[',', '，', ' ']}
            onChange={(given: string[]) => setHours([...given].sort())}
          />
        </Form.Item>
        <Checkbox checked={provisional} onChange={(event) => setProvisional(event.target.checked)}>
          {words.provisional}
        </Checkbox>
        <Form.Item label={words.dayName} extra={words.keys}>
          <Input
            aria-label={words.dayName}
            value={dayName}
            maxLength={100}
            placeholder={`${words.off} / ${words.makeUp}`}
            onChange={(event) => setDayName(event.target.value)}
          />
        </Form.Item>
      </Form>
      <div className="months">
        {Array.from({ length: 12 }, (_, place) => (
          <MonthGrid
            key={place}
            year={page.year}
            month={place + 1}
            own={own}
            beneath={beneath}
            onToggle={page.may_change ? turn : undefined}
          />
        ))}
      </div>
      {page.may_change && (
        <Button type="primary" disabled={source.trim() === ''} onClick={() => setSaving(true)}>
          {words.save}
        </Button>
      )}
      {isSaving && <SaveYear page={page} body={body} onClose={() => setSaving(false)} onStored={onStored} />}
    </section>
  )
}
