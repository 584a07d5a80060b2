/** Words of late entries, and of acting for a colleague. */
export const late = {
  title: ['批量补录', 'Late entries'],
  hint: [
    '系统中断期间已办理的环节，恢复后在此补录。每张工单的各行一起录入，或都不录入。',
    'What was done while the system was down. The lines of one order are entered together, or not at all.',
  ],
  columns: [
    '列：受理编号、环节、发生时间、账号（空为本人），其余列为表单字段。',
    "Columns: number, step, event_at, person (empty: you); every other column is a value of the task's form.",
  ],
  file: ['选择 CSV 或 XLSX', 'Choose CSV or XLSX'],
  why: ['原因', 'Why'],
  tryIt: ['试录', 'Try'],
  enter: ['录入', 'Enter'],
  number: ['受理编号', 'Number'],
  lines: ['行数', 'Lines'],
  outcome: ['结果', 'Outcome'],
  line: ['问题行', 'Line'],
  message: ['说明', 'Why not'],
  summary: [
    (entered: number, refused: number) => `可录入 ${entered} 行，不能录入 ${refused} 行`,
    (entered: number, refused: number) => `${entered} line(s) can be entered, ${refused} cannot`,
  ],
  entered: [
    (entered: number, refused: number) => `已录入 ${entered} 行，未录入 ${refused} 行`,
    (entered: number, refused: number) => `${entered} line(s) entered, ${refused} not`,
  ],
  enterFor: ['代为录入', "Enter in a colleague's name"],
  enterForHint: [
    '同事电话报告时由您录入；经过中同时记录您和同事。',
    'For a colleague who reports by telephone. The history names both of you.',
  ],
  whose: ['代谁录入', 'On whose behalf'],
  happened: ['实际发生时间（空为现在）', 'When it happened; empty: now'],
  enteredFor: ['已代为录入', "Entered in your colleague's name"],
} as const

export const lateOutcomes = {
  done: ['已录入', 'entered'],
  would: ['可录入', 'can be entered'],
  refused: ['未录入', 'refused'],
} as const
