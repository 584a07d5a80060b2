/** Words of incidents. */
export const incidents = {
  title: ['异常', 'Incidents'],
  open: ['未解决', 'Open'],
  resolved: ['已解决', 'Resolved'],
  none: ['没有异常', 'No incidents'],
  retry: ['重试', 'Try again'],
  close: ['标为已解决', 'Mark as resolved'],
  reopen: ['退还任务', 'Give the task back'],
  reopenHint: ['把卡住的任务连同已填内容退还给部门', 'Gives the stuck task back to its department, with what was typed as its draft'],
  retried: ['已解决', 'Resolved'],
  failedAgain: [(reason: string) => `仍然失败：${reason}`, (reason: string) => `It failed again: ${reason}`],
  reopened: ['任务已退还', 'The task was given back'],
  retries: [(times: number) => `重试过 ${times} 次`, (times: number) => `tried again ${times}×`],
  element: ['环节', 'Element'],
  openedAt: ['发生', 'Since'],
  resolvedBy: [(person: string) => `${person} 解决`, (person: string) => `resolved by ${person}`],
  typed: ['已填内容', 'What was filled in'],
} as const

export const incidentKinds = {
  'step-failed': ['流程无法继续', 'the process cannot go on'],
  'no-department': ['部门没有人', 'no department'],
  'outcome-unknown': ['外部动作结果不明', 'outcome unknown'],
  'job-failed': ['外部动作失败', 'effect failed'],
  'message-expired': ['消息无人接收', 'nobody took a message'],
  'missing-calendar': ['缺工作日历', 'calendar missing'],
  'process-not-started': ['流程没有启动', 'process not started'],
  'uncaught-error': ['未捕获的错误', 'uncaught error'],
} as const
