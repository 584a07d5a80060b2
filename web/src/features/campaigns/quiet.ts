export interface QuietSpan {
  start: string
  end: string
}

const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

/** Reads quiet hours as people write them, `20:00-09:00, 12:00-14:00`; null: they are written wrongly. */
export function readQuiet(text: string): QuietSpan[] | null {
  const parts = text
    .split(/[,，、;；]/)
    .map((part) => part.replaceAll(/\s/g, '').replaceAll(/[–—~～至]/g, '-').replaceAll('：', ':'))
    .filter((part) => part !== '')
  const found = parts.map((part) => SPAN.exec(part))
  if (found.some((one) => one === null)) return null
  return found.map((one) => ({ start: `${one![1]}:${one![2]}`, end: `${one![3]}:${one![4]}` }))
}

/** Writes quiet hours as people read them. */
export function writtenQuiet(spans: readonly QuietSpan[]): string {
  return spans.map(({ start, end }) => `${start}-${end}`).join(', ')
}
