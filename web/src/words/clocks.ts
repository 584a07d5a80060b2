/** Words of limits and clocks. */
export const clocks = {
  limits: ['时限', 'Time limits'],
  target: ['内部考核', 'internal target'],
  promise: ['对外承诺', 'outward promise'],
  noLimit: ['无时限', 'no limit'],
  left: [(span: string) => `剩 ${span}`, (span: string) => `${span} left`],
  over: [(span: string) => `超 ${span}`, (span: string) => `${span} over`],
  waiting: ['未开始', 'not begun'],
  running: ['计时中', 'running'],
  paused: ['暂停', 'paused'],
  stopped: ['已停', 'stopped'],
  undetermined: ['待定', 'undetermined'],
  missingYear: [
    (year: number) => `缺 ${year} 年工作日历，导入后计算`,
    (year: number) => `the calendar of ${year} is missing: import it`,
  ],
  provisional: ['按暂定日历', 'by a provisional calendar'],
  used: [(span: string) => `用时 ${span}`, (span: string) => `took ${span}`],
  inTime: ['按时', 'in time'],
  breached: ['超时', 'late'],
  due: ['到期', 'due'],
  workingLeft: [
    (days: number, hours: number) => (days === 0 ? `${hours} 小时（工作时间）` : `${days} 工作日 ${hours} 小时`),
    (days: number, hours: number) => (days === 0 ? `${hours} working h` : `${days} working d ${hours} h`),
  ],
  daysLeft: [(days: number) => `剩 ${days} 个工作日`, (days: number) => `${days} working day(s) left`],
  minutes: [
    (count: number) => (count % 60 === 0 ? `${count / 60} 小时` : `${count} 分钟`),
    (count: number) => (count % 60 === 0 ? `${count / 60} h` : `${count} min`),
  ],
  after: [(span: string) => `${span}后`, (span: string) => `in ${span}`],
  working_minutes: [(count: number) => `${count} 工作分钟`, (count: number) => `${count} working min`],
  working_days: [(count: number) => `${count} 个工作日`, (count: number) => `${count} working days`],
  calendar_days: [(count: number) => `${count} 天`, (count: number) => `${count} days`],
} as const

export const spans = {
  days: [(days: number, hours: number) => `${days} 天 ${hours} 小时`, (days: number, hours: number) => `${days} d ${hours} h`],
  hours: [
    (hours: number, minutes: string) => `${hours} 小时 ${minutes} 分`,
    (hours: number, minutes: string) => `${hours} h ${minutes} min`,
  ],
} as const

/** The parts of a length of time; `alone`: nothing stands beside it. */
export const lengths = {
  days: [(count: number) => `${count} 天`, (count: number) => `${count} d`],
  hours: [(count: number) => `${count} 小时`, (count: number) => `${count} h`],
  minutes: [
    (count: number, alone: boolean) => (alone ? `${count} 分钟` : `${count} 分`),
    (count: number) => `${count} min`,
  ],
  seconds: [(count: number) => `${count} 秒`, (count: number) => `${count} s`],
} as const
